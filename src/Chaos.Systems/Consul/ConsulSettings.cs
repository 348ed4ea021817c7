namespace Chaos.Systems;

/// <summary>Consul's options, read and checked together.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="Read">How reads are asked for: <c>consistent</c>, <c>default</c> or <c>stale</c>.</param>
/// <param name="SessionTtl">How long a holder's session lasts without being renewed, at least.</param>
internal sealed record ConsulSettings(string Version, string Read, TimeSpan SessionTtl)
{
    /// <summary>Reads that the leader answers after it has asked its quorum.</summary>
    public const string Consistent = "consistent";

    /// <summary>Reads that any server answers.</summary>
    public const string Stale = "stale";

    /// <summary>The versions that can be built from Debian; later ones are not free software, and not in it.</summary>
    public static PackagedVersions Versions { get; } = new(ConsulSystem.SystemName, ("1.8.7", "bullseye"));

    /// <summary>What Consul takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of Consul, as numbers with dots."),
        new("read", Consistent, "Who answers a read: the leader after asking its quorum (consistent), the leader by its lease, or any server.")
        {
            Choices = [Consistent, "default", Stale],
        },
        new("session-s", "10", "How long a lock outlives the last word of its holder at least, in s, from 10 to 3600; Consul takes up to twice that."),
    ];

    /// <summary>What a read adds to its path.</summary>
    public string Query => Read == "default" ? "" : $"?{Read}";

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static ConsulSettings Of(Options options) => new(
        Versions.Check(options["version"]),
        options["read"]!,
        TimeSpan.FromSeconds(NumberOption.Read(options, ConsulSystem.SystemName, "session-s", 10, 3_600)));
}
