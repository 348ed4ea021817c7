namespace Chaos.Reports;

public sealed partial record RunResults
{
    /// <summary>Judges and sums up. Pure: the same files give the same results.</summary>
    public static RunResults From(ResultsInput input)
    {
        var safety = VerdictTable.Merge(input.Checks, VerdictFamily.Safety) ?? Verdict.Unknown;
        // A run is always asked whether it was tested and whether it recovered; a checker that is missing is no answer.
        Verdict? unasked = input.Run is null ? null : Verdict.Unknown;
        var coverage = VerdictTable.Merge(input.Checks, VerdictFamily.Coverage) ?? unasked;
        var recovery = VerdictTable.Merge(input.Checks, VerdictFamily.Recovery) ?? unasked;
        var outcome = VerdictTable.Decide(safety, coverage, recovery, input.Harness);
        var evidence = input.Evidence;
        var metrics = RunMetrics.From(evidence.History, evidence.Schedule, evidence.Observations);
        var results = new RunResults
        {
            Verdict = outcome.Verdict,
            ExitCode = outcome.ExitCode,
            Summary = "",
            Safety = safety,
            Coverage = coverage,
            Recovery = recovery,
            Harness = input.Harness,
            HarnessReason = input.HarnessReason,
            Operations = metrics.Operations,
            Checkers = input.Checks.Select(Summarize).ToList(),
            Anomalies = input.Checks.SelectMany(SummarizeAnomalies).OrderBy(anomaly => anomaly.AtMs).ToList(),
            Faults = FaultTable.Of(input.Run, evidence.Schedule, evidence.History),
            Seed = input.Run?.Seed,
            Directory = input.Directory,
            CheckerMs = input.CheckerMs,
            Metrics = metrics,
            Notes = [.. input.Replay?.Sentences(outcome.Verdict) ?? [], .. input.Notes],
            Replay = input.Replay,
            Run = input.Run,
        };
        return results with { Summary = VerdictSentence.Of(results) };
    }

    private static CheckerSummary Summarize(CheckResult check) => new()
    {
        Name = check.Name,
        Family = check.Family,
        Verdict = check.Verdict,
        Reason = check.Reason,
        Details = check.Details,
        Undecided = check.Undecided,
    };

    private static IEnumerable<AnomalySummary> SummarizeAnomalies(CheckResult check) => check.Anomalies.Select(anomaly => new AnomalySummary
    {
        Name = anomaly.Name,
        Checker = check.Name,
        Sentence = Sentence(anomaly.Sentence),
        Key = anomaly.Key,
        Operations = anomaly.Operations,
        Roles = anomaly.Roles,
        AtMs = anomaly.AtNs / 1e6,
        UntilIndex = anomaly.UntilIndex,
        Optional = anomaly.Optional,
        Keeps = anomaly.Keeps,
        Explanation = anomaly.Explanation,
    });

    // Checkers explain in a clause; people read sentences.
    private static string Sentence(string clause) =>
        clause.Length == 0 ? clause : $"{char.ToUpperInvariant(clause[0])}{clause[1..].TrimEnd('.')}.";
}
