namespace Chaos.Consensus.Host;

/// <summary>What can happen to a node, but for its timers.</summary>
internal enum NodeEventKind : byte
{
    /// <summary>A message of another node came.</summary>
    Message,

    /// <summary>A flush is complete.</summary>
    Flushed,

    /// <summary>A client asks for something.</summary>
    Request,

    /// <summary>A client's connection has ended.</summary>
    ClientGone,

    /// <summary>The node is to end in good order.</summary>
    Stop,
}
