namespace Chaos.Campaigns;

/// <summary>A suite file, read and resolved: every name in it exists, every value makes sense.</summary>
public sealed record Suite
{
    /// <summary>The file, as the user named it.</summary>
    public required string Path { get; init; }

    /// <summary>Its text.</summary>
    public required string Text { get; init; }

    /// <summary>The suite's name.</summary>
    public required string Name { get; init; }

    /// <summary>What it is for; null where it does not say.</summary>
    public string? Description { get; init; }

    /// <summary>The time of the night: no run begins that would not end within it. Null for no limit.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>How often a run is tried whose infrastructure fails. Default 3.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How many cells run beside each other at most. Default 1.</summary>
    public int Jobs { get; init; } = 1;

    /// <summary>Whether all files of all runs are kept, and not only those of failures. Default false.</summary>
    public bool KeepsAll { get; init; }

    /// <summary>The tables that are written about the night, by name (<see cref="Reports.SuiteTable"/>). Default: none.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>The cells, each control before its sibling.</summary>
    public required IReadOnlyList<SuiteCell> Cells { get; init; }

    /// <summary>Remarks for the reader: what the environment changed.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
