using Chaos.Reports;
using Polly;
using Polly.Retry;

namespace Chaos.Campaigns;

/// <summary>Runs a cell until its expectation is decided. What the state says is done is taken from there.</summary>
internal sealed class CellRunner(
    Suite suite, SuiteFolder folder, SuiteState state, IRunLauncher launcher, SuiteBudget budget, TimeProvider time, IProgress<string> progress)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    /// <summary>Runs it.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="label">Its place in the suite, for progress: <c>[3/12]</c>.</param>
    /// <param name="controlRuns">For a sibling the runs that its control had.</param>
    /// <param name="stop">Interrupts in good order.</param>
    public async Task<CellResults> RunAsync(SuiteCell cell, string label, int controlRuns, CancellationToken stop)
    {
        var most = cell.MostRuns(controlRuns);
        var judge = new CellJudge(cell, most);
        var runs = new List<CellRun>();
        var decision = judge.Decide(runs);
        while (decision is null)
        {
            var number = runs.Count + 1;
            if (state.EndOf(cell.Key, number) is { } done) runs.Add(done);
            else if (stop.IsCancellationRequested) decision = judge.Unfinished(runs, "The suite was stopped.");
            else if (budget.WhyNot(cell.Request.TimeLimit) is { } over) decision = judge.Unfinished(runs, over);
            else if (await RunAsync(cell, number, $"{label} {cell.Key}, run {number} of {most}", stop) is { } run) runs.Add(run);
            else decision = judge.Unfinished(runs, "The suite was stopped.");
            decision ??= judge.Decide(runs);
        }

        var results = cell.Blank().With(await ReducedAsync(cell, decision, runs, stop)) with
        {
            Status = decision.Status,
            Verdict = decision.Verdict,
            Reason = decision.Reason,
            Harness = decision.Harness,
        };
        progress.Report($"{label} {Word(results.Status)}: {results.Reason}");
        return results;
    }

    private static string Word(CellStatus status) => status switch
    {
        CellStatus.AsExpected => "as expected",
        CellStatus.Unexpected => "UNEXPECTED",
        CellStatus.HarnessFailure => "harness failure",
        CellStatus.NotRun => "not run",
        _ => "unknown",
    };

    // Null where it was interrupted: then it has not ended, and is repeated when the night is resumed.
    private async Task<CellRun?> RunAsync(SuiteCell cell, int number, string label, CancellationToken stop)
    {
        var began = time.GetTimestamp();
        if (await RecoverAsync(cell, number, stop) is { } recovered)
        {
            progress.Report($"{label}: it had ended before the suite was cut off.");
            state.End(cell.Key, recovered);
            return recovered;
        }

        var attempts = 0;
        try
        {
            var run = await Pipeline().ExecuteAsync(
                async cancellation => await AttemptAsync(cell, number, ++attempts, label, cancellation), stop);
            if (run is { Harness: HarnessState.Interrupted, Verdict: not Verdict.Invalid })
            {
                state.Spend(cell.Key, number, Elapsed());
                return null;
            }

            var ended = run with { Attempts = attempts, DurationMs = Elapsed() };
            state.End(cell.Key, ended);
            return ended;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            state.Spend(cell.Key, number, Elapsed());
            return null;
        }

        double Elapsed() => Math.Round(time.GetElapsedTime(began).TotalMilliseconds);
    }

    private async Task<CellRun?> RecoverAsync(SuiteCell cell, int number, CancellationToken stop)
    {
        var attempts = state.AttemptsAt(cell.Key, number);
        if (attempts.Count == 0) return null;
        var recovered = await launcher.RecoverAsync(OrderOf(cell, number, attempts[^1]), stop);
        // A failure of the harness is no end: it is what cut the suite off, or may be mended by now.
        return recovered is null or { Harness: not HarnessState.Ok, Verdict: not Verdict.Invalid }
            ? null
            : Placed(recovered, attempts[^1]) with { Attempts = attempts.Count };
    }

    private async ValueTask<CellRun> AttemptAsync(SuiteCell cell, int number, int attempt, string label, CancellationToken stop)
    {
        var directory = SuiteFolder.RelativeOf(cell.Key, number, state.AttemptsAt(cell.Key, number).Count + 1);
        var order = OrderOf(cell, number, directory);
        state.Begin(cell.Key, number, directory);
        progress.Report($"{label}, seed {order.Request.Seed}{(attempt == 1 ? "" : $", attempt {attempt} of {suite.Attempts}")}");
        var run = Placed(await launcher.RunAsync(order, stop), directory);
        progress.Report($"{label}: {run.Summary}");
        return run;
    }

    private CellRun Placed(CellRun run, string directory) => run with
    {
        Directory = Directory.Exists(folder.In(directory)) ? directory : null,
        HasReport = File.Exists(new RunDirectory(folder.In(directory)).ReportFile),
    };

    private RunOrder OrderOf(SuiteCell cell, int number, string directory) => new()
    {
        Run = number,
        Request = cell.Request with { Seed = cell.Request.Seed + (ulong)(number - 1), OutDirectory = folder.In(directory) },
        Deadline = cell.Deadline,
        MemoryLimitBytes = cell.MemoryLimitBytes,
    };

    // A violation is never tried again: the second time it might hide.
    private ResiliencePipeline<CellRun> Pipeline() => suite.Attempts == 1
        ? ResiliencePipeline<CellRun>.Empty
        : new ResiliencePipelineBuilder<CellRun> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<CellRun>
            {
                ShouldHandle = new PredicateBuilder<CellRun>().HandleResult(
                    run => run is { Harness: HarnessState.InfrastructureFailed, Verdict: not Verdict.Invalid }),
                MaxRetryAttempts = suite.Attempts - 1,
                BackoffType = DelayBackoffType.Exponential,
                Delay = FirstPause,
                MaxDelay = LongestPause,
            })
            .Build();

    // What met its expectation keeps a summary; a violation that was expected keeps everything, since people look at it.
    private async Task<IReadOnlyList<CellRun>> ReducedAsync(
        SuiteCell cell, CellDecision decision, IReadOnlyList<CellRun> runs, CancellationToken stop)
    {
        if (suite.KeepsAll || decision.Status is not CellStatus.AsExpected) return runs;
        var kept = new List<CellRun>();
        foreach (var run in runs)
        {
            var isReducible = run is { Verdict: Verdict.Valid, OnlySummary: false, Directory: not null } && !stop.IsCancellationRequested;
            if (!isReducible || !await launcher.ReduceAsync(OrderOf(cell, run.Run, run.Directory!), stop))
            {
                kept.Add(run);
                continue;
            }

            var reduced = run with { OnlySummary = true };
            state.End(cell.Key, reduced);
            kept.Add(reduced);
        }

        return kept;
    }
}
