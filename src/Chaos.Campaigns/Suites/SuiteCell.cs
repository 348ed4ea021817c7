using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>A cell of a suite: one test, run once or several times, and what it must give.</summary>
public sealed record SuiteCell
{
    /// <summary>Its name, the same every night.</summary>
    public required string Key { get; init; }

    /// <summary>The name of its block; null where that has none.</summary>
    public string? Block { get; init; }

    /// <summary>The line of the suite file that it comes from.</summary>
    public required int Line { get; init; }

    /// <summary>Its first run, already resolved once; each further run has the next seed.</summary>
    public required RunRequest Request { get; init; }

    /// <summary>The workload with its parameters, the system's default filled in.</summary>
    public required string Workload { get; init; }

    /// <summary>The seed as the suite file has it.</summary>
    public required string Seed { get; init; }

    /// <summary>What it must give.</summary>
    public required CellExpectation Expectation { get; init; }

    /// <summary>What it shows, in a clause; null where it is no row of the track record.</summary>
    public string? Finding { get; init; }

    /// <summary>Where that is publicly told.</summary>
    public string? Reference { get; init; }

    /// <summary>What was tried before.</summary>
    public string? Tried { get; init; }

    /// <summary>How many runs it has, where it is no control. Default 1.</summary>
    public int Runs { get; init; } = 1;

    /// <summary>The least that a run must have tested; null where nothing is asked.</summary>
    public MinimumLoad? Minimum { get; init; }

    /// <summary>How long the process of a run may take before it is ended.</summary>
    public required TimeSpan Deadline { get; init; }

    /// <summary>How much memory the process of a run may take for itself; null for half of the machine's.</summary>
    public long? MemoryLimitBytes { get; init; }

    /// <summary>Whether nothing runs beside it, because its load is all that the machine can do. Default false.</summary>
    public bool IsAlone { get; init; }

    /// <summary>For a sibling the key of its control.</summary>
    public string? SiblingOf { get; init; }

    /// <summary>The most runs that it can have.</summary>
    /// <param name="controlRuns">For a sibling the runs that its control had.</param>
    public int MostRuns(int controlRuns) => this switch
    {
        { SiblingOf: not null } => Math.Max(SuiteLimits.SiblingRuns, controlRuns),
        { Expectation.IsControl: true } => Expectation.WithinRuns,
        _ => Runs,
    };

    /// <summary>Its results before it was run.</summary>
    public CellResults Blank() => new()
    {
        Key = Key,
        Block = Block,
        System = Request.System,
        Workload = Workload,
        Nemesis = Request.Nemeses.Length == 0 ? "none" : Request.Nemeses,
        Nodes = Request.Nodes,
        Backend = Request.Backend,
        Options = Request.Options,
        Seed = Seed,
        Expectation = Expectation.ToString(),
        Finding = Finding,
        Reference = Reference,
        Tried = Tried,
        SiblingOf = SiblingOf,
        Status = CellStatus.NotRun,
        Verdict = Verdict.Unknown,
        Reason = "It was not begun yet.",
    };
}
