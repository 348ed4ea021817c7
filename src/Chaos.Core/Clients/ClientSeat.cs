namespace Chaos;

/// <summary>Who a client is opened for.</summary>
/// <param name="Process">The logical process; a new one after each info.</param>
/// <param name="Thread">The client thread, from 0; stays the same over processes.</param>
/// <param name="Node">The name of the node that it is pinned to.</param>
public readonly record struct ClientSeat(int Process, int Thread, string Node);
