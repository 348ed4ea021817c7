namespace Chaos.Systems.Postgres;

/// <summary>CockroachDB's options, read and checked together.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="MaxOffsetMs">A node whose clock is further off than this stops itself, ms.</param>
internal sealed record CockroachSettings(string Version, int MaxOffsetMs)
{
    /// <summary>The versions; Debian has none.</summary>
    public static PackagedVersions Versions { get; } = new(CockroachSystem.SystemName, ("24.1.0", ""));

    /// <summary>What CockroachDB takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of CockroachDB, as numbers with dots; the official image of that tag."),
        new("max-offset-ms", "500", "A node whose clock is further off than this stops itself, and is started again; in ms, from 50 to 10000."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static CockroachSettings Of(Options options) => new(
        Versions.Check(options["version"]), NumberOption.Read(options, CockroachSystem.SystemName, "max-offset-ms", 50, 10_000));
}
