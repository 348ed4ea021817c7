namespace Chaos.Simulation;

internal enum SimulationEventKind : byte
{
    /// <summary>A message reaches a node.</summary>
    Message,

    /// <summary>A timer of a node may be due.</summary>
    Timer,

    /// <summary>A flush of a node's disk is complete.</summary>
    Flush,

    /// <summary>A client's request reaches a node.</summary>
    Request,

    /// <summary>A reply, or the end of a connection, reaches a client.</summary>
    Reply,

    /// <summary>A datagram of a probe reaches a node's network.</summary>
    Datagram,
}
