namespace Chaos.Reports;

/// <summary>All that <see cref="RunResults.From"/> needs: what was asked, what happened, and what the checkers say.</summary>
public sealed record ResultsInput
{
    /// <summary>The run; null for a bare history file (then coverage and recovery are only judged if checkers for them ran).</summary>
    public RunFacts? Run { get; init; }

    /// <summary>What happened.</summary>
    public required Evidence Evidence { get; init; }

    /// <summary>What the checkers say, in their order.</summary>
    public required IReadOnlyList<CheckResult> Checks { get; init; }

    /// <summary>How the harness came through.</summary>
    public HarnessState Harness { get; init; }

    /// <summary>What failed in the harness, and what to do, in a sentence.</summary>
    public string? HarnessReason { get; init; }

    /// <summary>Where the run's files are, as the user wrote it or relative to where the command was given.</summary>
    public string? Directory { get; init; }

    /// <summary>Remarks for the reader: a torn last line of the journal, late replies, defects known of this version.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How long the checkers took together, ms.</summary>
    public double CheckerMs { get; init; }

    /// <summary>For a replay how it compares with the original; else null.</summary>
    public ReplaySummary? Replay { get; init; }
}
