namespace Chaos.Systems;

/// <summary>The options of Redis and Valkey, read and checked together.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="MinReplicas">With fewer replicas that answer a primary takes no writes.</param>
/// <param name="DownAfterMs">After so long without an answer a sentinel takes a primary for down, ms.</param>
internal sealed record RedisSettings(string Version, int MinReplicas, int DownAfterMs)
{
    /// <summary>What they take.</summary>
    public static IReadOnlyList<OptionSpec> Specs(RedisFlavour flavour) =>
    [
        new("version", flavour.Versions.Default, $"Version of {flavour.Title}, as numbers with dots."),
        new("min-replicas", "0", "With fewer replicas that answered lately a primary takes no writes; 0 to one less than the nodes."),
        new("down-after-ms", "2000", "After so long without an answer a sentinel takes the primary for down, in ms, from 500 to 60000."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static RedisSettings Of(RedisFlavour flavour, Options options, int nodeCount) => new(
        flavour.Versions.Check(options["version"]),
        NumberOption.Read(options, flavour.Name, "min-replicas", 0, nodeCount - 1),
        NumberOption.Read(options, flavour.Name, "down-after-ms", 500, 60_000));
}
