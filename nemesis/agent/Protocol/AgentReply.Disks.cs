namespace Chaos.Agent;

/// <summary>Answers about the data directory.</summary>
internal sealed partial record AgentReply
{
    /// <summary>Answer to disk-create, disk-state, disk-fill, disk-free.</summary>
    public DiskReport? Disk { get; init; }

    /// <summary>Answer to disk-lose.</summary>
    public LossReport? Loss { get; init; }

    /// <summary>Answer to disk-recover.</summary>
    public RecoveryReport? Recovery { get; init; }

    /// <summary>Answer to file-list.</summary>
    public IReadOnlyList<DataFile>? Files { get; init; }

    /// <summary>Answer to data-empty, data-save, data-roll-back: the bytes of the files concerned.</summary>
    public long? DataBytes { get; init; }

    /// <summary>Answer to calls-set and calls-state.</summary>
    public CallsReport? Calls { get; init; }
}
