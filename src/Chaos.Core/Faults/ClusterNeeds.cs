namespace Chaos;

/// <summary>
/// What faults need of a cluster before its nodes start: a fault cannot ask for a disk or a privilege afterwards. Each nemesis declares
/// its needs from its parameters; a backend prepares the union for every node, and refuses with a sentence what it cannot prepare.
/// </summary>
public sealed record ClusterNeeds
{
    /// <summary>Nothing beyond what every cluster has: cuts of the network, signals, restarts.</summary>
    public static ClusterNeeds None { get; } = new();

    /// <summary>The wall clocks of nodes can be shifted (<see cref="IClockFaults"/>).</summary>
    public bool Clocks { get; init; }

    /// <summary>Nodes can be paused by the kernel's freezer (<see cref="IFreezerFaults"/>).</summary>
    public bool Freezer { get; init; }

    /// <summary>Packets between nodes can be delayed, lost, doubled (<see cref="IPacketFaults"/>).</summary>
    public bool Packets { get; init; }

    /// <summary>
    /// TCP in the nodes waits longer and longer between two tries to send what was lost, as on any machine. Without this need it waits a
    /// second at most, where the kernel can: then recovery after a cut tells about the system and not about TCP.
    /// </summary>
    public bool NaturalRetransmission { get; init; }

    /// <summary>
    /// The data directory is a disk of its own: it can lose what was not flushed (<see cref="IDiskFaults.LosePowerAsync"/>), and be filled
    /// up (<see cref="IDiskFaults.FillAsync"/>) without harm to the machine.
    /// </summary>
    public bool PowerLoss { get; init; }

    /// <summary>Calls on files of the data directory can be slowed down or answered with an error (<see cref="IDiskFaults.SetAsync"/>).</summary>
    public bool FileCalls { get; init; }

    /// <summary>Files of a stopped node can be damaged, removed, copied (<see cref="IDiskFaults"/>).</summary>
    public bool DataFiles { get; init; }

    /// <summary>Every flush is answered at once, and does nothing, from the first start on.</summary>
    public bool LyingFlush { get; init; }

    /// <summary>Nodes beyond those asked for, known to all others from the start, not started: they may join later.</summary>
    public int SpareNodes { get; init; }

    /// <summary>The capabilities that it stands for.</summary>
    public IReadOnlyList<FaultCapability> Capabilities =>
    [
        .. Clocks ? [FaultCapability.Clocks] : NoCapabilities,
        .. Freezer ? [FaultCapability.Freezer] : NoCapabilities,
        .. Packets ? [FaultCapability.Packets] : NoCapabilities,
        .. PowerLoss ? [FaultCapability.PowerLoss] : NoCapabilities,
        .. FileCalls ? [FaultCapability.FileCalls] : NoCapabilities,
        .. DataFiles ? [FaultCapability.DataFiles] : NoCapabilities,
        .. LyingFlush ? [FaultCapability.LyingFlush] : NoCapabilities,
        .. SpareNodes > 0 ? [FaultCapability.SpareNodes] : NoCapabilities,
    ];

    private static IReadOnlyList<FaultCapability> NoCapabilities => [];

    /// <summary>What both need.</summary>
    public ClusterNeeds And(ClusterNeeds other) => new()
    {
        Clocks = Clocks || other.Clocks,
        Freezer = Freezer || other.Freezer,
        Packets = Packets || other.Packets,
        NaturalRetransmission = NaturalRetransmission || other.NaturalRetransmission,
        PowerLoss = PowerLoss || other.PowerLoss,
        FileCalls = FileCalls || other.FileCalls,
        DataFiles = DataFiles || other.DataFiles,
        LyingFlush = LyingFlush || other.LyingFlush,
        SpareNodes = Math.Max(SpareNodes, other.SpareNodes),
    };
}
