namespace Chaos;

/// <summary>
/// What a backend can do to a cluster. A nemesis names those it rests on; the backend says for each whether it has it here
/// (<see cref="IFaultSupport"/>), before any node starts.
/// </summary>
public enum FaultCapability : byte
{
    /// <summary>Cuts of the network between nodes (<see cref="INetworkFaults"/>).</summary>
    Cuts,

    /// <summary>Signals to a node's processes, and restarts (<see cref="IProcessFaults"/>).</summary>
    Signals,

    /// <summary>Delay, loss and rate of packets (<see cref="IPacketFaults"/>).</summary>
    Packets,

    /// <summary>Packets that arrive twice (<see cref="PacketTreatment.Duplicate"/>).</summary>
    PacketCopies,

    /// <summary>Connections closed after a cut (<see cref="INetworkFaults.ResetConnectionsAsync"/>).</summary>
    ConnectionResets,

    /// <summary>Connections that go on soon after a cut (<see cref="INetworkFaults.RetransmissionLimit"/>).</summary>
    FastRetransmission,

    /// <summary>Shifted wall clocks (<see cref="IClockFaults"/>).</summary>
    Clocks,

    /// <summary>Pauses by the kernel's freezer (<see cref="IFreezerFaults"/>).</summary>
    Freezer,

    /// <summary>Limits of memory and processor time (<see cref="IResourceFaults"/>).</summary>
    Resources,

    /// <summary>Loss of what was not flushed (<see cref="IDiskFaults.LosePowerAsync"/>).</summary>
    PowerLoss,

    /// <summary>Calls on files slowed down or answered with errors (<see cref="IDiskFaults.SetAsync"/>).</summary>
    FileCalls,

    /// <summary>A full disk, and files of a stopped node changed (<see cref="IDiskFaults"/>).</summary>
    DataFiles,

    /// <summary>Flushes that do nothing, from the first start on.</summary>
    LyingFlush,

    /// <summary>Nodes that are known from the start and start later (<see cref="INodeJoins"/>).</summary>
    SpareNodes,

    /// <summary>Faults of clients (<see cref="IClientFaults"/>): the runner's own work, the same on every backend.</summary>
    Clients,
}
