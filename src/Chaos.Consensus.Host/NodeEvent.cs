namespace Chaos.Consensus.Host;

/// <summary>Something that happened to a node.</summary>
/// <param name="Kind">What.</param>
/// <param name="Number">The node that sent a message, the number of a flush, or the client's own number of a call.</param>
/// <param name="Content">The message or request, as bytes.</param>
/// <param name="Client">The client's connection.</param>
internal readonly record struct NodeEvent(NodeEventKind Kind, long Number, byte[]? Content = null, ClientConnection? Client = null);
