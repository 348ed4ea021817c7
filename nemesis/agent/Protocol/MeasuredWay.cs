namespace Chaos.Agent;

/// <summary>How the timed datagrams of one round came from one source.</summary>
/// <param name="Address">The sender.</param>
/// <param name="Datagrams">How many different ones arrived.</param>
/// <param name="Copies">How many arrived once more.</param>
/// <param name="Reordered">How many arrived after a later one.</param>
/// <param name="MedianNs">The median of their time on the way, ns.</param>
/// <param name="SpreadNs">From the tenth to the ninetieth of a hundred, by time on the way, ns.</param>
/// <param name="FirstNs">When the first was read: the receiving agent's monotonic clock, ns.</param>
/// <param name="LastNs">When the last was read, ns.</param>
/// <param name="BytesAfterFirst">Bytes of all but the first, with their headers of IP and UDP.</param>
internal sealed record MeasuredWay(
    string Address, int Datagrams, int Copies, int Reordered, long MedianNs, long SpreadNs, long FirstNs, long LastNs, long BytesAfterFirst);
