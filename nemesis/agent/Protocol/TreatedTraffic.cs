namespace Chaos.Agent;

/// <summary>What the delay line did to the packets of one source.</summary>
/// <param name="Address">The source, as the kernel's rule has it.</param>
/// <param name="Packets">How many came to the delay line.</param>
/// <param name="Lost">How many were dropped to lose them.</param>
/// <param name="Overflowed">How many were dropped because the rate's queue was full.</param>
/// <param name="Copied">How many were doubled.</param>
/// <param name="Held">How many wait now.</param>
/// <param name="Late">How many went on more than 1 ms later than they should have.</param>
internal sealed record TreatedTraffic(string Address, long Packets, long Lost, long Overflowed, long Copied, int Held, long Late);
