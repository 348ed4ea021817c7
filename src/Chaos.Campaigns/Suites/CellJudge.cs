using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Holds the runs of a cell against its expectation. Pure.</summary>
/// <param name="cell">The cell.</param>
/// <param name="mostRuns">The most runs that it has.</param>
public sealed class CellJudge(SuiteCell cell, int mostRuns)
{
    /// <summary>The decision; null where more runs are needed.</summary>
    public CellDecision? Decide(IReadOnlyList<CellRun> runs)
    {
        if (runs.FirstOrDefault(IsDecisive) is { } decisive) return DecidedBy(decisive, runs);
        return runs.Count < mostRuns ? null : AtTheEnd(runs);
    }

    /// <summary>The decision on a cell that is not run to its end.</summary>
    /// <param name="runs">The runs that it had.</param>
    /// <param name="why">What kept it from its end, in a sentence.</param>
    public CellDecision Unfinished(IReadOnlyList<CellRun> runs, string why) => new(
        CellStatus.NotRun, Worst(runs), runs.Count == 0 ? why : $"{why} It had {runs.Count} of up to {mostRuns} runs by then.", HarnessState.Ok);

    // A violation stands, whatever load there was.
    private bool IsDecisive(CellRun run) => run.Verdict is Verdict.Invalid
        && (!cell.Expectation.IsControl || cell.Expectation.Anomaly is not { } wanted || run.Anomalies.Contains(wanted, StringComparer.Ordinal));

    private CellDecision DecidedBy(CellRun run, IReadOnlyList<CellRun> runs)
    {
        var where = mostRuns == 1 ? "" : $"Run {run.Run} of up to {mostRuns}: ";
        var status = cell.Expectation.Verdict is Verdict.Valid ? CellStatus.Unexpected : CellStatus.AsExpected;
        return new(status, Worst(runs), $"{where}{run.Summary}", run.Harness);
    }

    private CellDecision AtTheEnd(IReadOnlyList<CellRun> runs)
    {
        if (WhyUnknown(runs) is { } unknown) return unknown;
        var verdict = Worst(runs);
        if (!cell.Expectation.IsControl)
        {
            var below = runs.Count == 1 ? runs[0].Summary : $"All {runs.Count} runs were valid. The last: {runs[^1].Summary}";
            return new(CellStatus.AsExpected, verdict, below, HarnessState.Ok);
        }

        var found = runs.SelectMany(run => run.Anomalies).Distinct(StringComparer.Ordinal).ToArray();
        var wanted = cell.Expectation.Anomaly ?? "a violation";
        var instead = found.Length == 0 ? "nothing wrong was found" : $"only {string.Join(", ", found)} was found";
        return new(
            CellStatus.Unexpected, verdict,
            $"The control was not caught: expected {wanted} within {Times(runs.Count)}, but {instead}.", HarnessState.Ok);
    }

    private CellDecision? WhyUnknown(IReadOnlyList<CellRun> runs)
    {
        var verdict = Worst(runs);
        var troubled = runs.Where(run => run.Verdict is Verdict.Unknown).ToArray();
        if (troubled.FirstOrDefault(run => run.Harness is HarnessState.Ok) is { } unknown)
            return new(CellStatus.Unknown, verdict, In(unknown, unknown.Summary), HarnessState.Ok);
        if (troubled.OrderByDescending(run => run.Harness is not HarnessState.InfrastructureFailed).FirstOrDefault() is { } failed)
        {
            var attempts = failed.Attempts == 1 ? "" : $" Tried {failed.Attempts} times.";
            return new(CellStatus.HarnessFailure, verdict, In(failed, $"{failed.HarnessReason ?? failed.Summary}{attempts}"), failed.Harness);
        }

        var light = runs.Select(run => (Run: run, Lack: run.Verdict is Verdict.Valid ? cell.Minimum?.WhyBelow(run) : null))
            .FirstOrDefault(one => one.Lack is not null);
        return light.Lack is { } lack
            ? new(CellStatus.Unknown, verdict, In(light.Run, $"Too little was tested: {lack}."), HarnessState.Ok)
            : null;
    }

    private string In(CellRun run, string what) => mostRuns == 1 ? what : $"Run {run.Run}: {what}";

    private static string Times(int count) => count == 1 ? "1 run" : $"{count} runs";

    private static Verdict Worst(IReadOnlyList<CellRun> runs) => runs.Count == 0 ? Verdict.Unknown : runs.Max(run => run.Verdict);
}
