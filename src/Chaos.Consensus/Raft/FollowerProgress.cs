namespace Chaos.Consensus;

/// <summary>What a leader knows of one follower's log.</summary>
internal struct FollowerProgress
{
    /// <summary>The last entry that is known to agree.</summary>
    public long Match;

    /// <summary>The next entry to send.</summary>
    public long Next;

    /// <summary>Whether the leader is still looking for the place where the logs agree: then one message at a time.</summary>
    public bool IsProbing;

    /// <summary>The last round that it answered.</summary>
    public long Round;

    /// <summary>When it last answered, by the leader's monotonic clock.</summary>
    public long AnsweredNs;

    /// <summary>When a snapshot was last sent to it.</summary>
    public long SnapshotNs;
}
