namespace Chaos.Systems.Postgres;

/// <summary>Patroni's options, read and checked together.</summary>
/// <param name="Version">The version of Patroni that runs.</param>
/// <param name="Mode">How commits reach the replicas.</param>
/// <param name="LocalReads">Whether reads go to the node's own server, else to the primary.</param>
/// <param name="TtlSeconds">How long the leader's key lives without being renewed, s.</param>
internal sealed record PatroniSettings(string Version, string Mode, bool LocalReads, int TtlSeconds)
{
    /// <summary>Commits wait for no replica.</summary>
    public const string Asynchronous = "async";

    /// <summary>Commits wait for a replica, and without one for none.</summary>
    public const string Synchronous = "sync";

    /// <summary>Commits wait for a replica, and without one for ever.</summary>
    public const string Strict = "sync-strict";

    /// <summary>The versions that can be built from Debian.</summary>
    public static PackagedVersions Versions { get; } = new(PatroniSystem.SystemName, ("4.0", "trixie"));

    /// <summary>What Patroni takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of Patroni, as numbers with dots; PostgreSQL comes with the same suite of Debian."),
        new("mode", Strict, "How commits reach the replicas: async (a commit waits for none), sync (for one, and for none while there is none), or "
            + "sync-strict (for one, always).") { Choices = [Asynchronous, Synchronous, Strict] },
        new("read", "primary", "Where reads go: to the primary, or to the node's own server, which may be behind (local).") { Choices = ["primary", "local"] },
        new("ttl-s", "20", "How long the leader's key lives without being renewed, in s, from 20 (Patroni takes no less) to 300."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    /// <remarks>One node alone has no replica to wait for, and none that could take its place.</remarks>
    public static PatroniSettings Of(Options options, int nodeCount) => new(
        Versions.Check(options["version"]), nodeCount == 1 ? Asynchronous : options["mode"]!, options["read"] == "local",
        NumberOption.Read(options, PatroniSystem.SystemName, "ttl-s", 20, 300));
}
