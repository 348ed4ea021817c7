namespace Chaos.Systems;

/// <summary>OVSDB's options, read and checked together.</summary>
/// <param name="Version">The version that runs.</param>
/// <param name="LocalReads">Whether reads are answered by the server alone, possibly old.</param>
/// <param name="ElectionMs">Raft's election timer, ms.</param>
internal sealed record OvsdbSettings(string Version, bool LocalReads, int ElectionMs)
{
    /// <summary>The versions that can be built from Debian.</summary>
    public static PackagedVersions Versions { get; } = new(OvsdbSystem.SystemName, ("3.5.0", "trixie"));

    /// <summary>What OVSDB takes.</summary>
    public static IReadOnlyList<OptionSpec> Specs { get; } =
    [
        new("version", Versions.Default, "Version of Open vSwitch, as numbers with dots."),
        new("read", "quorum", "Whether a read goes through the quorum beside a change of a counter (quorum), or is answered by one server (local).")
        {
            Choices = ["quorum", "local"],
        },
        new("election-ms", "1000", "How long a follower waits for a leader, in ms, from 100 to 60000."),
    ];

    /// <summary>Reads the options.</summary>
    /// <exception cref="UsageException">A value makes no sense.</exception>
    public static OvsdbSettings Of(Options options) => new(
        Versions.Check(options["version"]),
        options["read"] == "local",
        NumberOption.Read(options, OvsdbSystem.SystemName, "election-ms", 100, 60_000));
}
