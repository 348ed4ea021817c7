namespace Chaos.Systems;

/// <summary>ZooKeeper's options, read and checked together.</summary>
internal sealed record ZooKeeperSettings
{
    /// <summary>The versions that can be built from Debian.</summary>
    public static PackagedVersions Versions { get; } = new(ZooKeeperSystem.SystemName, ("3.9.3", "trixie"));

    /// <summary>The version that runs.</summary>
    public required string Version { get; init; }

    /// <summary>
    /// Whether a server can be asked for a snapshot, at whose end the digest of its tree stands: since 3.9.
    /// </summary>
    public bool GivesSnapshots => System.Version.TryParse(Version, out var version) && version >= new Version(3, 9);

    /// <summary>What a read does before it asks its own server.</summary>
    public required ZooKeeperRead Read { get; init; }

    /// <summary>The length of a tick, ms: ZooKeeper counts its limits in ticks.</summary>
    public required int TickMs { get; init; }

    /// <summary>How many transactions a leader keeps for followers that are behind; who lacks more takes a snapshot. 0 for ZooKeeper's own rules.</summary>
    public required int CommitLog { get; init; }

    /// <summary>After so long without a word from a holder of locks the servers end its session.</summary>
    public required TimeSpan LockSession { get; init; }

    /// <summary>What ZooKeeper takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of ZooKeeper, as numbers with dots."),
        new("read", "quorum", "What precedes a read at its server: an empty transaction through the quorum, a sync, or nothing (local).")
        {
            Choices = ["quorum", "sync", "local"],
        },
        new("tick-ms", "1000", "ZooKeeper's tick, in ms, from 200 to 10000: a follower is given up after three ticks without a word."),
        new("commit-log", "0", "How many transactions a leader keeps for followers that are behind: who lacks more takes a snapshot. 0: ZooKeeper's "
            + "own, 500 and those on disk."),
        new("session-ms", "4000", "How long a lock outlives the last word of its holder, in ms: from two ticks to twenty."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static ZooKeeperSettings Of(Options options)
    {
        var tickMs = NumberOption.Read(options, ZooKeeperSystem.SystemName, "tick-ms", 200, 10_000);
        return new()
        {
            Version = Versions.Check(options["version"]),
            Read = options["read"] switch
            {
                "local" => ZooKeeperRead.Local,
                "sync" => ZooKeeperRead.Sync,
                _ => ZooKeeperRead.Quorum,
            },
            TickMs = tickMs,
            CommitLog = NumberOption.Read(options, ZooKeeperSystem.SystemName, "commit-log", 0, 1_000_000),
            // The servers hold to these limits whatever is asked for.
            LockSession = TimeSpan.FromMilliseconds(
                NumberOption.Read(options, ZooKeeperSystem.SystemName, "session-ms", Math.Min(4_000, 2 * tickMs), Math.Max(4_000, 20 * tickMs))),
        };
    }
}
