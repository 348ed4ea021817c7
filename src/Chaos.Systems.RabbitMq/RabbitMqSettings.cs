namespace Chaos.Systems.RabbitMq;

/// <summary>RabbitMQ's options, read and checked together.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="Partitions">What a node does that sees itself cut off.</param>
/// <param name="Mirrored">Whether queues are mirrored classic ones, else quorum queues.</param>
/// <param name="TickSeconds">After so long without a sign of life a node takes another for gone, at most, s.</param>
internal sealed record RabbitMqSettings(string Version, string Partitions, bool Mirrored, int TickSeconds)
{
    private const string MirroredQueues = "mirrored";

    /// <summary>The versions that can be built from Debian.</summary>
    public static PackagedVersions Versions { get; } = new(RabbitMqSystem.SystemName, ("4.0.5", "trixie"), ("3.10.8", "bookworm"));

    /// <summary>What RabbitMQ takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of RabbitMQ, as numbers with dots."),
        new("queue", "quorum", "What queues are: quorum queues, or classic queues that are mirrored on all nodes (to version 3.13).")
        {
            Choices = ["quorum", MirroredQueues],
        },
        new("partitions", "pause-minority", "What a node does that sees itself cut off (cluster_partition_handling).")
        {
            Choices = ["pause-minority", "autoheal", "ignore"],
        },
        new("net-ticktime-s", "60", "After so long without a sign of life a node takes another for gone, at the most (net_ticktime), in s, from 4 to 600."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static RabbitMqSettings Of(Options options)
    {
        var version = Versions.Check(options["version"]);
        var isMirrored = options["queue"] == MirroredQueues;
        if (isMirrored && !version.StartsWith("3.", StringComparison.Ordinal))
            throw new UsageException($"RabbitMQ {version} has no mirrored classic queues any more. Write --opt version=3.10.8 with --opt queue=mirrored.");
        return new(
            version, options["partitions"]!.Replace('-', '_'), isMirrored,
            NumberOption.Read(options, RabbitMqSystem.SystemName, "net-ticktime-s", 4, 600));
    }
}
