namespace Chaos.Consensus;

/// <summary>How a Raft node behaves.</summary>
public sealed record RaftSettings
{
    /// <summary>From one heartbeat of the leader to the next, ns. Default 50 ms.</summary>
    public long HeartbeatNs { get; init; } = 50_000_000;

    /// <summary>The least election timeout, ns; each is drawn from this to twice this. Default 300 ms.</summary>
    public long ElectionNs { get; init; } = 300_000_000;

    /// <summary>
    /// Whether a node asks before it campaigns, and refuses its vote while it hears a leader (thesis 4.2.3, 9.6). Without it elections go as
    /// in the paper, which is as safe unless reads rely on a lease. Default: yes.
    /// </summary>
    public bool PreVote { get; init; } = true;

    /// <summary>How reads are answered. Default: by ReadIndex.</summary>
    public RaftReads Reads { get; init; } = RaftReads.Index;

    /// <summary>How far the rates of two monotonic clocks may differ, parts in a million; a lease is shorter by that. Default 2,000.</summary>
    public int ClockDriftPpm { get; init; } = 2_000;

    /// <summary>Entries applied since the last snapshot from which on a new one is taken. Default 2,000.</summary>
    public int SnapshotEntries { get; init; } = 2_000;

    /// <summary>Entries before a snapshot that stay in the log, for followers that are a little behind. Default 200.</summary>
    public int TrailingEntries { get; init; } = 200;

    /// <summary>Entries in one message at most. Default 64.</summary>
    public int MessageEntries { get; init; } = 64;

    /// <summary>Entries on their way to one follower at most. Default 1,024.</summary>
    public int WindowEntries { get; init; } = 1_024;

    /// <summary>How long a node keeps trying to serve a client's request, ns. Default 1.5 s.</summary>
    public long RequestNs { get; init; } = 1_500_000_000;

    /// <summary>Seeded bugs. Default: none.</summary>
    public BugSwitches Bugs { get; init; }
}
