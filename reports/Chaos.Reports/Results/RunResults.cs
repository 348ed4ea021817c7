namespace Chaos.Reports;

/// <summary>
/// <c>results.json</c>, and what <c>--json</c> prints: verdicts and figures of a run or of a stored history. The schema is
/// <c>docs/reference/results.schema.json</c>; <see cref="Schema"/> changes when a reader of the former one would misread it.
/// </summary>
public sealed partial record RunResults
{
    /// <summary>The schema that this version writes.</summary>
    public const string CurrentSchema = "chaos.results/1";

    /// <summary>The schema of this file.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The verdict of the run.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The exit code of the command.</summary>
    public required int ExitCode { get; init; }

    /// <summary>The verdict in a sentence: what was tested, what was found, or why nobody knows.</summary>
    public required string Summary { get; init; }

    /// <summary>The merged verdict on safety; unknown where no checker judged it.</summary>
    public required Verdict Safety { get; init; }

    /// <summary>The merged verdict on coverage; null where it was not judged (a bare history).</summary>
    public required Verdict? Coverage { get; init; }

    /// <summary>The merged verdict on recovery; null where it was not judged (a bare history).</summary>
    public required Verdict? Recovery { get; init; }

    /// <summary>How the harness came through.</summary>
    public HarnessState Harness { get; init; }

    /// <summary>What failed in the harness.</summary>
    public string? HarnessReason { get; init; }

    /// <summary>How many operations there were.</summary>
    public required OperationCounts Operations { get; init; }

    /// <summary>The checkers with their reasons.</summary>
    public required IReadOnlyList<CheckerSummary> Checkers { get; init; }

    /// <summary>The violations, in order of time.</summary>
    public required IReadOnlyList<AnomalySummary> Anomalies { get; init; }

    /// <summary>Each nemesis: did it bite?</summary>
    public required IReadOnlyList<FaultSummary> Faults { get; init; }

    /// <summary>The seed; null for a bare history.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Where the run's files are; null for a bare history.</summary>
    public string? Directory { get; init; }

    /// <summary>How long the checkers took together, ms.</summary>
    public double CheckerMs { get; init; }

    /// <summary>Latencies, availability, elections, recovery.</summary>
    public required RunMetrics Metrics { get; init; }

    /// <summary>Remarks for the reader.</summary>
    public IReadOnlyList<string> Notes { get; init => field = value ?? []; } = [];

    /// <summary>What was asked for and on what it ran; null for a bare history.</summary>
    public RunFacts? Run { get; init; }

    /// <summary>For a replay what it repeats and how they compare; else null.</summary>
    public ReplaySummary? Replay { get; init; }
}
