using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>The options of NATS, read and checked together.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="Read">Who answers a read.</param>
/// <param name="SyncInterval">How often a server flushes its files; <c>always</c> for before each acknowledgement.</param>
internal sealed partial record NatsSettings(string Version, NatsRead Read, string SyncInterval)
{
    /// <summary>The value of the flush interval that flushes before each acknowledgement.</summary>
    public const string Always = "always";

    /// <summary>The versions that can be had without the official image.</summary>
    public static PackagedVersions Versions { get; } = new(NatsSystem.SystemName, ("2.10.27", "trixie"));

    /// <summary>What NATS takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs(ServersDirectory servers) =>
    [
        new("version", servers.Contains(FileOf("2.15.2")) ? "2.15.2" : Versions.Default, "Version of nats-server, as numbers with dots."),
        new("read", "confirmed",
            "Who answers a read: the stream's leader, and a conditional write of the same value confirms it; the leader alone; or any replica (direct).")
        {
            Choices = ["confirmed", "leader", "direct"],
        },
        new("sync-interval", "2m", "How often a server flushes its files, for instance 2m (its own default), 1s, or always."),
    ];

    /// <summary>The file with the server's program.</summary>
    public static string FileOf(string version) => $"nats-server-{version}.tar.gz";

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static NatsSettings Of(Options options)
    {
        var sync = options["sync-interval"]!;
        if (sync != Always && !Interval().IsMatch(sync))
            throw new UsageException($"Option sync-interval of system nats is '{sync}', but {Always}, or a time like 2m or 500ms was expected.");
        return new(
            Versions.Check(options["version"]),
            options["read"] switch
            {
                "leader" => NatsRead.Leader,
                "direct" => NatsRead.Direct,
                _ => NatsRead.Confirmed,
            },
            sync);
    }

    [GeneratedRegex(@"^[1-9]\d{0,5}(ms|s|m|h)$", RegexOptions.CultureInvariant)]
    private static partial Regex Interval();
}
