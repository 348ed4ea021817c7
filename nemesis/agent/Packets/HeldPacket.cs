namespace Chaos.Agent;

/// <summary>A packet that waits in the kernel.</summary>
/// <param name="Id">The kernel's name of it.</param>
/// <param name="Source">Where it comes from: the four bytes of the address, as a big-endian number.</param>
/// <param name="DueNs">When it goes on.</param>
/// <param name="Copied">Whether it arrives twice.</param>
internal readonly record struct HeldPacket(uint Id, uint Source, long DueNs, bool Copied);
