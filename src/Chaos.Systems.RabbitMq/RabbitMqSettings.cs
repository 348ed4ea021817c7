namespace Chaos.Systems.RabbitMq;

/// <summary>RabbitMQ's options, read and checked together.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="Partitions">What a node does that sees itself cut off.</param>
internal sealed record RabbitMqSettings(string Version, string Partitions)
{
    /// <summary>The versions that can be built from Debian.</summary>
    public static PackagedVersions Versions { get; } = new(RabbitMqSystem.SystemName, ("4.0.5", "trixie"));

    /// <summary>What RabbitMQ takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of RabbitMQ, as numbers with dots."),
        new("partitions", "pause-minority", "What a node does that sees itself cut off (cluster_partition_handling).")
        {
            Choices = ["pause-minority", "autoheal", "ignore"],
        },
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static RabbitMqSettings Of(Options options) =>
        new(Versions.Check(options["version"]), options["partitions"]!.Replace('-', '_'));
}
