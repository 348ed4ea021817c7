namespace Chaos.Reports;

/// <summary>One cell of a suite: what was asked, what was expected, what came out.</summary>
public sealed record CellResults
{
    /// <summary>Its name: the same from night to night, so that nights can be compared.</summary>
    public required string Key { get; init; }

    /// <summary>The name of its block in the suite file; null where the block has none.</summary>
    public string? Block { get; init; }

    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The workload, with its parameters.</summary>
    public required string Workload { get; init; }

    /// <summary>The nemeses, with their parameters; <c>none</c> for none.</summary>
    public required string Nemesis { get; init; }

    /// <summary>How many nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>The backend.</summary>
    public required string Backend { get; init; }

    /// <summary>The options of the system that were given.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>The seed as the suite file has it: a number, <c>date</c> or <c>date+1</c>.</summary>
    public required string Seed { get; init; }

    /// <summary>What was expected: <c>valid</c>, <c>invalid: stale-read within 3 runs</c>, <c>either</c>.</summary>
    public required string Expectation { get; init; }

    /// <summary>What it shows, in a clause; null where it is no row of the track record. A sibling has what its control has.</summary>
    public string? Finding { get; init; }

    /// <summary>Where that is publicly told: an address, or words.</summary>
    public string? Reference { get; init; }

    /// <summary>What was tried before, in a sentence.</summary>
    public string? Tried { get; init; }

    /// <summary>For a sibling the key of the control that it belongs to.</summary>
    public string? SiblingOf { get; init; }

    /// <summary>What became of it.</summary>
    public required CellStatus Status { get; init; }

    /// <summary>The worst verdict of its runs; unknown where there is none.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why the status is what it is, in a sentence.</summary>
    public required string Reason { get; init; }

    /// <summary>The names of all violations, each once.</summary>
    public IReadOnlyList<string> Anomalies { get; init; } = [];

    /// <summary>How the harness came through; of several failures the one that counts.</summary>
    public HarnessState Harness { get; init; }

    /// <summary>Operations of all runs.</summary>
    public OperationCounts Operations { get; init; } = OperationCounts.None;

    /// <summary>The largest 99th percentile of its runs, ms; null without any.</summary>
    public double? P99Ms { get; init; }

    /// <summary>The slowest recovery of its runs, ms; null without any.</summary>
    public double? RecoveryMs { get; init; }

    /// <summary>The time of the checkers in all runs, ms.</summary>
    public double CheckerMs { get; init; }

    /// <summary>The time of all runs, ms.</summary>
    public double DurationMs { get; init; }

    /// <summary>The runs in their order.</summary>
    public IReadOnlyList<CellRun> Runs { get; init; } = [];

    /// <summary>The cell against the earlier night; null where none was named.</summary>
    public CellChange? Change { get; init; }

    /// <summary>Its status in the earlier night; null where none was named or it did not have the cell.</summary>
    public CellStatus? StatusBefore { get; init; }

    /// <summary>This cell with what its runs add up to.</summary>
    public CellResults With(IReadOnlyList<CellRun> runs) => this with
    {
        Runs = runs,
        Anomalies = runs.SelectMany(run => run.Anomalies).Distinct(StringComparer.Ordinal).ToArray(),
        Operations = new(
            runs.Sum(run => run.Operations.Total), runs.Sum(run => run.Operations.Ok),
            runs.Sum(run => run.Operations.Fail), runs.Sum(run => run.Operations.Info)),
        P99Ms = runs.Max(run => run.P99Ms),
        RecoveryMs = runs.Max(run => run.RecoveryMs),
        CheckerMs = runs.Sum(run => run.CheckerMs),
        DurationMs = runs.Sum(run => run.DurationMs),
    };
}
