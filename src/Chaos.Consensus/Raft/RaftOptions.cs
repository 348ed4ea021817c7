namespace Chaos.Consensus;

/// <summary>The options of our Raft, as users write them.</summary>
public static class RaftOptions
{
    private const string SystemName = "raft";
    private const string ReadsName = "reads";
    private const string HeartbeatName = "heartbeat-ms";
    private const string ElectionName = "election-ms";
    private const string SnapshotName = "snapshot-entries";
    private const int ElectionPerHeartbeat = 3;

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
        new(SnapshotName, "2000", "Commands after which a snapshot takes the place of the log, from 10 on."),
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static RaftSettings Read(Options options)
    {
        var heartbeatMs = OptionNumbers.Read(SystemName, options, HeartbeatName, 1, 10_000);
        return new()
        {
            Reads = Enum.Parse<RaftReads>(options[ReadsName]!, ignoreCase: true),
            Bugs = SeededBugs.Switches(options["bug"]!),
            HeartbeatNs = heartbeatMs * 1_000_000L,
            ElectionNs = OptionNumbers.Read(SystemName, options, ElectionName, ElectionPerHeartbeat * heartbeatMs, 50_000) * 1_000_000L,
            SnapshotEntries = OptionNumbers.Read(SystemName, options, SnapshotName, 10, 1_000_000),
        };
    }
}
