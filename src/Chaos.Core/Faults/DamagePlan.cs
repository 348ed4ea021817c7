namespace Chaos;

/// <summary>How files of a stopped node are to be damaged.</summary>
public sealed record DamagePlan
{
    /// <summary>Which files, as a pattern of names or paths below the data directory (<c>*.wal</c>); the run's draws choose among them.</summary>
    public required string Files { get; init; }

    /// <summary>Bits to flip in each, at drawn places; 0 for none.</summary>
    public int FlipBits { get; init; }

    /// <summary>Bytes to cut off at the end of each; 0 for none.</summary>
    public long TruncateBytes { get; init; }

    /// <summary>The source of the draws.</summary>
    public required Randomness Random { get; init; }
}
