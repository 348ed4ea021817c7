namespace Chaos.Systems.Galera;

/// <summary>Galera's options, read and checked together.</summary>
/// <param name="Version">The version of MariaDB that runs.</param>
/// <param name="SyncWait">Before which statements a node waits for what the group had replicated: the sum of the bits of <c>wsrep_sync_wait</c>.</param>
/// <param name="WritesAtFirst">Whether all changes go to the first node, as a proxy that splits reads from writes sends them.</param>
/// <param name="IsSerializable">Whether transactions are serializable, else repeatable reads.</param>
/// <param name="SuspectMs">After so long without a sign of life a node is suspected, ms.</param>
/// <param name="Flush">When the log of a node is written to its disk (<c>innodb_flush_log_at_trx_commit</c>).</param>
internal sealed record GaleraSettings(
    string Version, int SyncWait, bool WritesAtFirst, bool IsSerializable, int SuspectMs, int Flush)
{
    private const string First = "first";
    private const string Serializable = "serializable";

    /// <summary>The versions that can be built from Debian.</summary>
    public static PackagedVersions Versions { get; } = new(GaleraSystem.SystemName, ("11.8", "trixie"), ("10.11", "bookworm"));

    /// <summary>What Galera takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of MariaDB, as numbers with dots."),
        new("sync-wait", "7", "Before which statements a node waits until it has applied what the group had replicated (wsrep_sync_wait): the sum of 1 "
            + "(reads), 2 (updates and deletes) and 4 (inserts); 0 for none."),
        new("writes", "any", "Where clients send changes: to their own node (any), or all to the first node (first), as a proxy that splits reads from "
            + "writes sends them.") { Choices = ["any", First] },
        new("isolation", Serializable, "Isolation of transactions, on one node; between nodes Galera has none that is stronger than snapshots.")
        {
            Choices = [Serializable, "repeatable-read"],
        },
        new("suspect-ms", "2000", "After so long without a sign of life a node is suspected (evs.suspect_timeout), in ms, from 500 to 60000; Galera's own "
            + "default is 5000."),
        new("flush", "1", "When a node writes its log to its disk (innodb_flush_log_at_trx_commit): 1 at every commit, 0 and 2 once a second.")
        {
            Choices = ["0", "1", "2"],
        },
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static GaleraSettings Of(Options options) => new(
        Versions.Check(options["version"]),
        NumberOption.Read(options, GaleraSystem.SystemName, "sync-wait", 0, 15),
        options["writes"] == First,
        options["isolation"] == Serializable,
        NumberOption.Read(options, GaleraSystem.SystemName, "suspect-ms", 500, 60_000),
        NumberOption.Read(options, GaleraSystem.SystemName, "flush", 0, 2));
}
