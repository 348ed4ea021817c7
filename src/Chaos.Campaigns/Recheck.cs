using Chaos.Checking;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Judges what is on disk: the same for a run that has just ended and for one from last year. Needs no engine.</summary>
/// <param name="time">Measures how long the checkers take.</param>
public sealed class Recheck(TimeProvider time)
{
    internal const string FallbackModel = "register";

    /// <summary>Judges a run's folder or a history file.</summary>
    /// <param name="path">The folder or the file; of a file with many histories all, or the one that <c>FILE#NAME</c> names.</param>
    /// <param name="model">The model to judge by; null for the run's own, else the one that the history names, else register.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="cancellationToken">Ends it without a verdict.</param>
    /// <exception cref="UsageException">No such path, model or engine.</exception>
    /// <exception cref="HistoryFormatException">A file is damaged.</exception>
    public async Task<RunResults> CheckAsync(
        string path, string? model, CheckBudget budget, CancellationToken cancellationToken)
    {
        if (CollectionCheck.Applies(path)) return new CollectionCheck(time).Check(path, model, budget, cancellationToken);
        StoredRun stored;
        try
        {
            stored = await StoredRun.ReadAsync(path, cancellationToken, budget.MemoryLimitBytes);
        }
        catch (MemoryLimitException full)
        {
            return TooLarge(full);
        }

        return ResultsOf(stored, model, budget, stored.Document is null ? null : stored.Document.Ending ?? RunEnding.Killed, cancellationToken);
    }

    private static RunResults TooLarge(MemoryLimitException full) => RunResults.From(new()
    {
        Run = null,
        Evidence = new(new History([]), [], []),
        Checks =
        [
            new()
            {
                Name = "linearizable",
                Family = VerdictFamily.Safety,
                Verdict = Verdict.Unknown,
                Reason = $"Nothing was checked: {full.Message}. It would help: a larger --memory-limit.",
            },
        ],
        Harness = HarnessState.Ok,
    });

    /// <summary>Makes <c>results.json</c> and <c>report.html</c> of a run's folder.</summary>
    /// <returns>The path of the report.</returns>
    /// <exception cref="UsageException">It is no run's folder, or it cannot be written.</exception>
    /// <exception cref="HistoryFormatException">A file is damaged.</exception>
    public async Task<string> ReportAsync(string path, CheckBudget budget, CancellationToken cancellationToken)
    {
        var stored = await StoredRun.ReadAsync(path, cancellationToken);
        if (stored.Document is null) throw new UsageException($"{path} holds no run.json, so it is not the folder of a run.");
        var results = ResultsOf(stored, null, budget, stored.Document.Ending ?? RunEnding.Killed, cancellationToken);
        try
        {
            return await ReportFiles.WriteAsync(new(path), stored, results);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The report cannot be written to {path}: {failure.Message}", failure);
        }
    }

    internal RunResults ResultsOf(
        StoredRun stored, string? model, CheckBudget budget, RunEnding? ending, CancellationToken cancellationToken)
    {
        var plan = stored.Document is null ? null : RunPlan.Resolve(stored.Document.Request) with { Replay = stored.Document.Replay };
        var (checks, checkerMs) = new Judge(time).Check(
            stored.Evidence, CheckersOf(stored, plan, model), budget, cancellationToken);
        return RunResults.From(new()
        {
            Run = stored.Document?.Facts,
            Evidence = stored.Evidence,
            Checks = checks,
            Harness = ending?.Harness ?? HarnessState.Ok,
            HarnessReason = ending?.Harness is HarnessState.Ok ? null : ending?.Reason,
            Directory = stored.Document is null ? null : stored.Path,
            Replay = plan?.Replay is { } replay ? ReplayComparison.Of(replay, stored.Evidence) : null,
            Notes = [.. stored.Notes, .. NotesOn(ending), .. NotesOn(plan?.Claim), .. NotesOn(stored.Document?.LeftOut)],
            CheckerMs = checkerMs,
        });
    }

    private static IReadOnlyList<IChecker> CheckersOf(StoredRun stored, RunPlan? plan, string? model)
    {
        if (plan is null)
            return [CheckerCatalog.Find(model ?? stored.Header?.Model ?? stored.Model ?? FallbackModel)];
        return model is null
            ? plan.Checkers
            : [CheckerCatalog.Find(model), .. plan.Checkers.Except(plan.Load.Checkers)];
    }

    private static IEnumerable<string> NotesOn(RunEnding? ending) =>
        ending is { Harness: HarnessState.Ok, Reason: { } reason } ? [reason] : [];

    private static IEnumerable<string> NotesOn(IReadOnlyDictionary<string, string>? leftOut) =>
        leftOut?.Select(family => $"The mix left out {family.Key}: {family.Value}") ?? [];

    private static IEnumerable<string> NotesOn(Claim? claim) => claim?.Standing switch
    {
        ClaimStanding.NotClaimed => [$"The system does not promise this: {claim.Source}"],
        ClaimStanding.Disputed => [$"The promise is disputed, so that either verdict may be right: {claim.Source}"],
        _ => [],
    };
}
