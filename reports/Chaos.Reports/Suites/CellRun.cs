namespace Chaos.Reports;

/// <summary>One run of a cell, as much of it as a suite keeps.</summary>
public sealed record CellRun
{
    /// <summary>Its number within the cell, from 1.</summary>
    public required int Run { get; init; }

    /// <summary>Its seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How often it was tried; more than once only where the infrastructure failed.</summary>
    public int Attempts { get; init; } = 1;

    /// <summary>What is said about the system.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The exit code of a run with this end.</summary>
    public required int ExitCode { get; init; }

    /// <summary>How the harness came through.</summary>
    public HarnessState Harness { get; init; }

    /// <summary>What failed in the harness, in a sentence.</summary>
    public string? HarnessReason { get; init; }

    /// <summary>The verdict in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>The names of the violations, each once, in order of time.</summary>
    public IReadOnlyList<string> Anomalies { get; init; } = [];

    /// <summary>How many operations there were.</summary>
    public OperationCounts Operations { get; init; } = OperationCounts.None;

    /// <summary>Operations that ended ok of those invoked while a fault was certainly in force.</summary>
    public long OkDuringFaults { get; init; }

    /// <summary>For each nemesis how many injections were measured to bite.</summary>
    public IReadOnlyDictionary<string, int> EffectiveFaults { get; init; } = new Dictionary<string, int>();

    /// <summary>How often a node told another role than before (<see cref="RunMetrics.RoleChanges"/>).</summary>
    public int RoleChanges { get; init; }

    /// <summary>The 99th percentile of the latency of ok operations, of the function where it is largest, ms; null without any.</summary>
    public double? P99Ms { get; init; }

    /// <summary>The slowest recovery after a fault, ms; null where none was measured.</summary>
    public double? RecoveryMs { get; init; }

    /// <summary>How long the checkers took, ms.</summary>
    public double CheckerMs { get; init; }

    /// <summary>How long the run took from start to report, ms, repeated attempts included.</summary>
    public double DurationMs { get; init; }

    /// <summary>The version that the servers reported; null where none did.</summary>
    public string? SystemVersion { get; init; }

    /// <summary>The images that the nodes ran from.</summary>
    public IReadOnlyList<string> Images { get; init => field = value ?? []; } = [];

    /// <summary>From the making of the first container until every node served requests, ms; null where it is not known.</summary>
    public double? ReadyMs { get; init; }

    /// <summary>What a node had of memory then, mean of all nodes, bytes; null where it is not known.</summary>
    public long? NodeMemoryBytes { get; init; }

    /// <summary>The command that runs it again; null where the run never began.</summary>
    public string? Command { get; init; }

    /// <summary>Its folder, relative to the suite's, with forward slashes; null where nothing was written.</summary>
    public string? Directory { get; init; }

    /// <summary>Whether the folder has a report.</summary>
    public bool HasReport { get; init; }

    /// <summary>Whether only the summary was kept (results and report), as is done for what met its expectation.</summary>
    public bool OnlySummary { get; init; }

    /// <summary>What a suite keeps of a run's results.</summary>
    /// <param name="run">Its number within the cell.</param>
    /// <param name="results">All that is known of it.</param>
    public static CellRun Of(int run, RunResults results) => new()
    {
        Run = run,
        Seed = results.Seed ?? 0,
        Verdict = results.Verdict,
        ExitCode = results.ExitCode,
        Harness = results.Harness,
        HarnessReason = results.HarnessReason,
        Summary = results.Summary,
        Anomalies = results.Anomalies.Select(anomaly => anomaly.Name).Distinct(StringComparer.Ordinal).ToArray(),
        Operations = results.Operations,
        OkDuringFaults = results.Metrics.DuringFaults.Ok,
        EffectiveFaults = results.Faults.GroupBy(fault => fault.Name, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Sum(fault => fault.Effective), StringComparer.Ordinal),
        RoleChanges = results.Metrics.RoleChanges,
        P99Ms = results.Metrics.Latencies.Where(row => row.Outcome is OperationType.Ok).Max(row => (double?)row.P99Ms),
        RecoveryMs = results.Metrics.SlowestRecoveryMs,
        CheckerMs = results.CheckerMs,
        SystemVersion = results.Run?.SystemVersion,
        Images = results.Run is { } facts ? [.. facts.Images.Keys] : [],
        ReadyMs = results.Run?.ReadyMs,
        NodeMemoryBytes = results.Run?.NodeMemoryBytes,
        Command = results.Run?.Command,
    };

    /// <summary>A run that gave no results, because the harness failed.</summary>
    /// <param name="run">Its number within the cell.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="harness">What kind of failure it was; not <see cref="HarnessState.Ok"/>.</param>
    /// <param name="reason">What failed, in a sentence.</param>
    public static CellRun Failed(int run, ulong seed, HarnessState harness, string reason) => new()
    {
        Run = run,
        Seed = seed,
        Verdict = Verdict.Unknown,
        ExitCode = VerdictTable.Decide(Verdict.Unknown, null, null, harness).ExitCode,
        Harness = harness,
        HarnessReason = reason,
        Summary = $"Unknown: {reason}",
    };
}
