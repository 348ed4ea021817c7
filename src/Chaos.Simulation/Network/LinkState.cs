namespace Chaos.Simulation;

/// <summary>One direction between two nodes: how many faults cut it, and what those in force do to its messages together.</summary>
internal struct LinkState
{
    public int Cuts;
    public long FlapNs; // how long each turn of a cut that comes and goes lasts; 0 for none
    public long DelayNs;
    public long JitterNs;
    public int InOrder; // faults whose jitter keeps the order
    public long LossPpm;
    public long DuplicatePpm;
    public long NsPerByte1024;

    /// <summary>When the last message that must keep its order arrives, or the link is free again.</summary>
    public long BusyUntilNs;

    /// <summary>Whether nothing passes at this moment.</summary>
    public readonly bool IsCut(long nowNs) => Cuts > 0 || (FlapNs > 0 && nowNs / FlapNs % 2 == 0);
}
