namespace Chaos.Systems;

/// <summary>Redis or Valkey: what they are called.</summary>
/// <param name="Name">The system's name.</param>
/// <param name="Title">Its name in sentences.</param>
/// <param name="Image">The official image without its tag.</param>
/// <param name="VersionField">Where a server tells its version.</param>
/// <param name="Versions">The versions that can be built from Debian.</param>
internal sealed record RedisFlavour(string Name, string Title, string Image, string VersionField, PackagedVersions Versions)
{
    /// <summary>Redis.</summary>
    public static RedisFlavour Redis { get; } = new(
        "redis", "Redis", "redis", "redis_version", new PackagedVersions("redis", ("8.0.2", "trixie"), ("7.0.15", "bookworm")));

    /// <summary>Valkey.</summary>
    public static RedisFlavour Valkey { get; } = new(
        "valkey", "Valkey", "valkey/valkey", "valkey_version", new PackagedVersions("valkey", ("8.1.1", "trixie")));
}
