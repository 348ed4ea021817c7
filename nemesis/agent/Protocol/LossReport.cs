namespace Chaos.Agent;

/// <summary>What a power loss did.</summary>
internal sealed record LossReport
{
    /// <summary>Just before the processes were stopped: the agent's monotonic clock, ns.</summary>
    public required long StoppedNs { get; init; }

    /// <summary>Just after the file system had lost its power, ns.</summary>
    public required long LostNs { get; init; }

    /// <summary>
    /// Bytes of files that existed before, written and not flushed, in whole pages of memory; null where the kernel cannot tell (before 6.5).
    /// </summary>
    public long? DirtyBytes { get; init; }

    /// <summary>How many files had such bytes.</summary>
    public int DirtyFiles { get; init; }
}
