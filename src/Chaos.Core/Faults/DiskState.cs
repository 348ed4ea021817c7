namespace Chaos;

/// <summary>A node's disk at one moment.</summary>
public sealed record DiskState
{
    /// <summary>Bytes free for the node; null where nobody can see that.</summary>
    public required long? FreeBytes { get; init; }

    /// <summary>Flushes that were delayed, answered without doing them, or refused since the treatment in force began.</summary>
    public long TreatedFlushes { get; init; }

    /// <summary>Calls that were answered with an error since the treatment in force began.</summary>
    public long FailedCalls { get; init; }

    /// <summary>The median time that flushes took since the treatment in force began, ns; null where there were none, or it is not measured.</summary>
    public long? MedianFlushNs { get; init; }
}
