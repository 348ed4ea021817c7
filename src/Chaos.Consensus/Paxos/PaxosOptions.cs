namespace Chaos.Consensus;

/// <summary>The options of our Multi-Paxos, as users write them.</summary>
public static class PaxosOptions
{
    private const string SystemName = "paxos";
    private const string ReadsName = "reads";
    private const string HeartbeatName = "heartbeat-ms";
    private const string ElectionName = "election-ms";
    private const string WindowName = "window";
    private const string SnapshotName = "snapshot-slots";
    private const int ElectionPerHeartbeat = 3;
    private const int SlotsPerTrailing = 10;

    /// <summary>What it takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new(ReadsName, "quorum", "Whether the leader asks a quorum before it answers a read (quorum), reads go through the log (log), or are "
            + "answered by the node alone, possibly stale (local).")
        {
            Choices = ["quorum", "log", "local"],
        },
        SeededBugs.OptionFor(SystemName),
        new(HeartbeatName, "50", "How often the leader reports to the others, in ms, from 1 on."),
        new(ElectionName, "300", "How long a node waits at least for a leader before it proposes, in ms: at least three heartbeats, at most 50000."),
        new(WindowName, "256", "Slots that may be open at once, from 1 on; a change of members takes effect after as many."),
        new(SnapshotName, "2000", "Slots after which a snapshot takes the place of the log, from 10 on; a tenth of them stays."),
    ];

    /// <summary>Reads them.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static PaxosSettings Read(Options options)
    {
        var heartbeatMs = OptionNumbers.Read(SystemName, options, HeartbeatName, 1, 10_000);
        var snapshotSlots = OptionNumbers.Read(SystemName, options, SnapshotName, 10, 1_000_000);
        return new()
        {
            Reads = Enum.Parse<PaxosReads>(options[ReadsName]!, ignoreCase: true),
            Bugs = SeededBugs.Switches(options["bug"]!),
            HeartbeatNs = heartbeatMs * 1_000_000L,
            ElectionNs = OptionNumbers.Read(SystemName, options, ElectionName, ElectionPerHeartbeat * heartbeatMs, 50_000) * 1_000_000L,
            WindowSlots = OptionNumbers.Read(SystemName, options, WindowName, 1, 65_536),
            SnapshotSlots = snapshotSlots,
            TrailingSlots = snapshotSlots / SlotsPerTrailing,
        };
    }
}
