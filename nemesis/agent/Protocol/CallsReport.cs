namespace Chaos.Agent;

/// <summary>How calls on files were answered since the treatment in force began.</summary>
internal sealed record CallsReport
{
    /// <summary>All flushes.</summary>
    public required long Flushes { get; init; }

    /// <summary>Those that were delayed, answered without doing them, or refused.</summary>
    public required long TreatedFlushes { get; init; }

    /// <summary>Calls of all kinds that got an error instead.</summary>
    public required long FailedCalls { get; init; }

    /// <summary>The median time of the latest flushes, ns, with their delay; null where there was none.</summary>
    public long? MedianFlushNs { get; init; }
}
