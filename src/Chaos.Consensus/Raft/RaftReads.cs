namespace Chaos.Consensus;

/// <summary>How a Raft node answers reads.</summary>
public enum RaftReads : byte
{
    /// <summary>The leader asks a quorum whether it still leads, without writing to the log (thesis 6.4).</summary>
    Index,

    /// <summary>The leader relies on a lease by its monotonic clock, and asks where it has none (thesis 6.4.1).</summary>
    Lease,

    /// <summary>A read is a command in the log.</summary>
    Log,

    /// <summary>The node that is asked answers from its own state, possibly stale.</summary>
    Local,
}
