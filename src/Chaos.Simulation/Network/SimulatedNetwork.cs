namespace Chaos.Simulation;

/// <summary>Messages on their way: delayed, lost, doubled, reordered, cut.</summary>
internal sealed class SimulatedNetwork(int nodes, SimulationWeather weather, Randomness random)
{
    public const int AssumedBytes = 512; // messages travel by reference: for a limit of bytes each counts as this many
    private const ulong Million = 1_000_000;
    private readonly LinkState[] links = new LinkState[nodes * nodes];
    private long draws;

    public int Nodes => nodes;

    public ref LinkState this[int from, int to] => ref links[(from * nodes) + to];

    public bool IsCut(int from, int to, long nowNs) => links[(from * nodes) + to].IsCut(nowNs);

    /// <summary>Decides what becomes of a message sent now.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="to">The receiver.</param>
    /// <param name="nowNs">Now.</param>
    /// <param name="firstNs">When it arrives.</param>
    /// <param name="secondNs">When it arrives once more; 0 for never.</param>
    /// <returns>Whether it arrives at all.</returns>
    public bool TrySend(int from, int to, long nowNs, out long firstNs, out long secondNs)
    {
        ref var link = ref links[(from * nodes) + to];
        firstNs = secondNs = 0;
        if (link.IsCut(nowNs)) return false;
        var bits = random.Bits(draws++);
        firstNs = nowNs + weather.MessageDelay.Draw((uint)bits);
        var chance = (bits >> 32) * Million >> 32;
        var loss = (ulong)(weather.LossPpm + link.LossPpm);
        if (chance < loss) return false;
        var isTreated = link.DelayNs + link.JitterNs + link.NsPerByte1024 != 0;
        if (isTreated) firstNs = Treat(ref link, nowNs, firstNs);
        // The same chance, from its other end.
        if (Million - 1 - chance < (ulong)(weather.DuplicatePpm + link.DuplicatePpm))
            secondNs = firstNs + weather.MessageDelay.Draw((uint)random.Bits(draws++));
        return true;
    }

    private long Treat(ref LinkState link, long nowNs, long arrivesNs)
    {
        arrivesNs += link.DelayNs;
        if (link.JitterNs > 0) arrivesNs += random.Below((2 * link.JitterNs) + 1, draws++) - link.JitterNs;
        arrivesNs = Math.Max(arrivesNs, nowNs);
        if (link.NsPerByte1024 > 0)
        {
            link.BusyUntilNs = Math.Max(link.BusyUntilNs, nowNs) + (link.NsPerByte1024 * AssumedBytes / 1024);
            return Math.Max(arrivesNs, link.BusyUntilNs);
        }

        if (link.InOrder == 0) return arrivesNs;
        return link.BusyUntilNs = Math.Max(arrivesNs, link.BusyUntilNs);
    }
}
