using System.Globalization;

namespace Chaos.Systems;

/// <summary>etcd's options, read and checked together.</summary>
internal sealed record EtcdSettings
{
    private const string UpgradeToName = "upgrade-to";
    private const int LargestElectionMs = 50_000;
    private const int ElectionPerHeartbeat = 5;
    private const int MostEntries = 1_000_000;
    private static readonly EtcdVersion KeepsFewEntriesFrom = new(3, 5, 16, null);

    /// <summary>The version that runs.</summary>
    public required EtcdVersion Version { get; init; }

    /// <summary>The version that nodes can go on with, one after the other; null for none.</summary>
    public required EtcdVersion? UpgradeTo { get; init; }

    /// <summary>Whether reads are answered by the node alone, possibly stale.</summary>
    public required bool SerializableReads { get; init; }

    /// <summary>How often a leader reports to its followers, ms.</summary>
    public required int HeartbeatMs { get; init; }

    /// <summary>How long a follower waits for a leader before it stands itself, ms.</summary>
    public required int ElectionMs { get; init; }

    /// <summary>How long a lock's lease lasts without keep-alives.</summary>
    public required TimeSpan Lease { get; init; }

    /// <summary>After how many entries a member makes a snapshot of its log's state; 0 for etcd's own number.</summary>
    public required int SnapshotCount { get; init; }

    /// <summary>How many entries behind a snapshot are kept, so that a member behind them is healed by the snapshot; 0 for etcd's own number, 5000.</summary>
    public required int CatchUpEntries { get; init; }

    /// <summary>How many revisions a compaction deletes at a time before it waits for 10 ms; 0 for etcd's own number, 1000.</summary>
    public required int CompactionBatch { get; init; }

    /// <summary>What etcd takes, with the defaults of this machine.</summary>
    public static IReadOnlyList<OptionSpec> Specs(ServersDirectory servers) =>
    [
        new("version", EtcdRecipe.DefaultVersion(servers), "Version of etcd, from 3.4.0 on, as three numbers."),
        new("read", "linearizable", "Whether reads ask the quorum (linearizable) or the node alone, possibly stale (serializable).")
        {
            Choices = ["linearizable", "serializable"],
        },
        new("lease-s", "3", "How long the lease of a lock or a leadership lasts without keep-alives, in s, from 2 to 60."),
        new(UpgradeToName, null, "Version that the nemesis upgrade goes on to, one minor step newer at the most, for instance 3.5.16. Default: none."),
        new("heartbeat-ms", "100", "How often the leader reports to its followers, in ms, from 10 on."),
        new("snapshot-count", "0", "After how many entries a member makes a snapshot: a member that misses more is healed by it. 0: etcd's own number."),
        new("snapshot-catchup-entries", "0", "How many entries behind a snapshot are kept, from 3.5.16 on. 0: etcd's own number, 5000."),
        new("compaction-batch", "0", "How many revisions a compaction deletes at a time before it waits for 10 ms. 0: etcd's own number, 1000."),
        new("election-ms", "1000", "How long a follower waits for a leader, in ms: at least five heartbeats, at most 50000."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static EtcdSettings Of(Options options)
    {
        var version = EtcdVersion.Parse(options["version"]!);
        var catchUpEntries = Number(options, "snapshot-catchup-entries", "entries", 0, MostEntries);
        if (catchUpEntries > 0 && version.CompareTo(KeepsFewEntriesFrom) < 0)
        {
            throw new UsageException(
                $"etcd {version} has no flag for snapshot-catchup-entries: {KeepsFewEntriesFrom} or newer was expected. "
                + "Leave the option out; it keeps 5000 entries.");
        }

        var heartbeatMs = Milliseconds(options, "heartbeat-ms", 10, LargestElectionMs / ElectionPerHeartbeat);
        return new EtcdSettings
        {
            Version = version,
            UpgradeTo = options[UpgradeToName] is { } newer ? NewerThan(version, EtcdVersion.Parse(newer)) : null,
            SnapshotCount = Number(options, "snapshot-count", "entries", 0, MostEntries),
            CatchUpEntries = catchUpEntries,
            CompactionBatch = Number(options, "compaction-batch", "revisions", 0, MostEntries),
            SerializableReads = options["read"] == "serializable",
            Lease = TimeSpan.FromSeconds(Number(options, "lease-s", "s", 2, 60)),
            HeartbeatMs = heartbeatMs,
            // etcd itself refuses to start outside these limits.
            ElectionMs = Milliseconds(options, "election-ms", ElectionPerHeartbeat * heartbeatMs, LargestElectionMs),
        };
    }

    // By the documentation: one minor version at a time (https://etcd.io/docs/latest/upgrades/upgrade_3_5/).
    private static EtcdVersion NewerThan(EtcdVersion version, EtcdVersion newer) =>
        newer.CompareTo(version) > 0 && newer.Major == version.Major && newer.Minor - version.Minor <= 1
            ? newer
            : throw new UsageException(
                $"Option {UpgradeToName} of system etcd is {newer}, and version is {version}: a newer one was expected, by one minor step at the most. "
                + $"Write --opt version=3.4.23 --opt {UpgradeToName}=3.5.16, say.");

    private static int Milliseconds(Options options, string name, int least, int most) => Number(options, name, "ms", least, most);

    private static int Number(Options options, string name, string unit, int least, int most) =>
        int.TryParse(options[name], NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new UsageException(
                $"Option {name} of system etcd is '{options[name]}', but a whole number from {least} to {most} ({unit}) was expected.");
}
