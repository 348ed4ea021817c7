namespace Chaos.Campaigns;

/// <summary>How thoroughly the detection table is measured.</summary>
public sealed record DetectionOrder
{
    /// <summary>Seeds for each bug. Default 20.</summary>
    public int Seeds { get; init; } = 20;

    /// <summary>Seeds where the median of so many already exceeds <see cref="SlowRuns"/>. Default 5.</summary>
    public int SlowSeeds { get; init; } = 5;

    /// <summary>Runs from which on a bug counts as slow. Default 20.</summary>
    public int SlowRuns { get; init; } = 20;

    /// <summary>Runs at most for each seed. Default 1,000.</summary>
    public int Runs { get; init; } = 1_000;

    /// <summary>The first seed; the others follow it. Default 1.</summary>
    public ulong FirstSeed { get; init; } = 1;

    /// <summary>Searches at the same time. Default: as many as there are cores.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
