namespace Chaos.Consensus;

/// <summary>The options of our Raft, as users write them.</summary>
public static class RaftOptions
{
    private const string SystemName = "raft";
    private const string ReadsName = "reads";
    private const string HeartbeatName = "heartbeat-ms";
    private const string ElectionName = "election-ms";
    private const string SnapshotName = "snapshot-entries";
    private const string MessageName = "message-entries";
    private const string PreVoteName = "pre-vote";
    private const string On = "on";
    private const int ElectionPerHeartbeat = 3;
    private const int EntriesPerTrailing = 10;

    /// <summary>What it takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new(ReadsName, "index", "Whether reads ask a quorum (index), rely on a lease (lease), go through the log (log), or are answered by the "
            + "node alone, possibly stale (local).")
        {
            Choices = ["index", "lease", "log", "local"],
        },
        SeededBugs.OptionFor(SystemName),
        new(HeartbeatName, "50", "How often the leader reports to its followers, in ms, from 1 on."),
        new(ElectionName, "300", "How long a follower waits at least for a leader, in ms: at least three heartbeats, at most 50000."),
        new(SnapshotName, "2000", "Commands after which a snapshot takes the place of the log, from 10 on; a tenth of them stays."),
        new(MessageName, "64", "Log entries in one message at most, from 1 on."),
        new(PreVoteName, On, "Whether a node asks before it campaigns, and refuses its vote while it hears a leader (on), or elections go as "
            + "in the paper (off).")
        {
            Choices = [On, "off"],
        },
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static RaftSettings Read(Options options)
    {
        var heartbeatMs = OptionNumbers.Read(SystemName, options, HeartbeatName, 1, 10_000);
        var snapshotEntries = OptionNumbers.Read(SystemName, options, SnapshotName, 10, 1_000_000);
        var preVote = options[PreVoteName] is On;
        var reads = Enum.Parse<RaftReads>(options[ReadsName]!, ignoreCase: true);
        if (reads is RaftReads.Lease && !preVote)
            throw new UsageException("Option reads=lease of system raft needs pre-vote=on: a lease lasts as long as no other node gets a vote.");
        return new()
        {
            Reads = reads,
            PreVote = preVote,
            Bugs = SeededBugs.Switches(options["bug"]!),
            HeartbeatNs = heartbeatMs * 1_000_000L,
            ElectionNs = OptionNumbers.Read(SystemName, options, ElectionName, ElectionPerHeartbeat * heartbeatMs, 50_000) * 1_000_000L,
            SnapshotEntries = snapshotEntries,
            TrailingEntries = snapshotEntries / EntriesPerTrailing,
            MessageEntries = OptionNumbers.Read(SystemName, options, MessageName, 1, 1_000),
        };
    }
}
