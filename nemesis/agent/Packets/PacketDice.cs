namespace Chaos.Agent;

/// <summary>
/// Random numbers for packets (SplitMix64; Steele, Lea, Flood 2014). When packets arrive cannot be repeated, so nothing would be gained
/// by a seed of the run.
/// </summary>
internal sealed class PacketDice(ulong seed)
{
    private ulong state = seed;

    /// <summary>At least 0, less than 1.</summary>
    public double Next()
    {
        state += 0x9E3779B97F4A7C15;
        var z = state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
