namespace Chaos.Agent;

/// <summary>One cut as the kernel has it.</summary>
/// <param name="Address">Packets from here are dropped.</param>
/// <param name="DroppedPackets">How many were, since this source was cut.</param>
internal sealed record CutSource(string Address, long DroppedPackets);
