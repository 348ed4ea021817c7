namespace Chaos.Reports;

/// <summary>One run of a sweep.</summary>
public sealed record SweepRun
{
    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The backend.</summary>
    public required string Backend { get; init; }

    /// <summary>The nemesis with its parameters; <c>none</c> for none.</summary>
    public required string Nemesis { get; init; }

    /// <summary>How many nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>The repeat, from 1.</summary>
    public required int Repeat { get; init; }

    /// <summary>Its place in the shuffled order of all runs, from 1.</summary>
    public required int Order { get; init; }

    /// <summary>Its verdict and what else a suite keeps of a run.</summary>
    public required CellRun Run { get; init; }

    /// <summary>Its figures; null where it left no history.</summary>
    public SweepFigures? Figures { get; init; }
}
