using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>A line of <c>state.jsonl</c>: the beginning of the night, or of an attempt, or the end of a run.</summary>
internal sealed record SuiteStateEntry
{
    /// <summary>The schema that this version writes into the first line.</summary>
    public const string CurrentSchema = "chaos.suite-state/1";

    /// <summary>First line: the schema.</summary>
    public string? Schema { get; init; }

    /// <summary>First line: the SHA-256 of the suite file and of what the environment changed in it.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>First line: when the night began.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>First line: the date from which seeds come; null where it is that of <see cref="StartedAt"/>.</summary>
    public DateOnly? SeedDate { get; init; }

    /// <summary>The cell that the line is about.</summary>
    public string? Cell { get; init; }

    /// <summary>The number of the run within the cell.</summary>
    public int Run { get; init; }

    /// <summary>An attempt began in this folder, relative to the suite's.</summary>
    public string? Began { get; init; }

    /// <summary>An attempt ended without a result that counts, after this time, ms.</summary>
    public double? SpentMs { get; init; }

    /// <summary>The run ended; the last such line of a run holds.</summary>
    public CellRun? Ended { get; init; }
}
