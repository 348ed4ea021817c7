namespace Chaos.Consensus;

/// <summary>What a leader knows of another node.</summary>
internal struct PaxosPeer
{
    /// <summary>The last round that it answered.</summary>
    public long Round;

    /// <summary>When it last answered, by the leader's monotonic clock.</summary>
    public long AnsweredNs;

    /// <summary>Up to where it knows the chosen values.</summary>
    public long Chosen;
}
