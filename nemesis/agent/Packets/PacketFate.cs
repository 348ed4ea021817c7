namespace Chaos.Agent;

/// <summary>What becomes of one packet.</summary>
/// <param name="DueNs">When it goes on; null where it never does.</param>
/// <param name="Copied">Whether it arrives twice.</param>
/// <param name="Overflowed">It is dropped because the queue of its link is full, not to lose it.</param>
internal readonly record struct PacketFate(long? DueNs, bool Copied = false, bool Overflowed = false);
