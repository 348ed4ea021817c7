namespace Chaos.Consensus;

/// <summary>How a Paxos node behaves.</summary>
public sealed record PaxosSettings
{
    /// <summary>From one heartbeat of the leader to the next, ns. Default 50 ms.</summary>
    public long HeartbeatNs { get; init; } = 50_000_000;

    /// <summary>The least time without a leader after which a node becomes a proposer, ns; each is drawn from this to twice this. Default 300 ms.</summary>
    public long ElectionNs { get; init; } = 300_000_000;

    /// <summary>How reads are answered. Default: by asking a quorum.</summary>
    public PaxosReads Reads { get; init; } = PaxosReads.Quorum;

    /// <summary>
    /// Slots that may be open at once: the leader proposes no further beyond the chosen ones, and a change of members takes effect after
    /// that many slots (the parameter α of "Paxos made simple", section 3). Default 256.
    /// </summary>
    public int WindowSlots { get; init; } = 256;

    /// <summary>Slots applied since the last snapshot from which on a new one is taken. Default 2,000.</summary>
    public int SnapshotSlots { get; init; } = 2_000;

    /// <summary>Slots before a snapshot that are kept, for nodes that are a little behind. Default 200.</summary>
    public int TrailingSlots { get; init; } = 200;

    /// <summary>Slots in one message at most. Default 64.</summary>
    public int MessageSlots { get; init; } = 64;

    /// <summary>How long a node keeps trying to serve a client's request, ns. Default 1.5 s.</summary>
    public long RequestNs { get; init; } = 1_500_000_000;

    /// <summary>Seeded bugs. Default: none.</summary>
    public BugSwitches Bugs { get; init; }
}
