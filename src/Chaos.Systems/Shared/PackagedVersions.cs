using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>The versions of a system that can be had without its official image.</summary>
/// <param name="System">The system's name.</param>
/// <param name="ByDebian">What the suites of Debian carry, newest first.</param>
internal sealed partial record PackagedVersions(string System, params IReadOnlyList<(string Version, string Suite)> ByDebian)
{
    /// <summary>The version when none is asked for.</summary>
    public string Default => ByDebian[0].Version;

    /// <summary>Checks a version that the user gave.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public string Check(string? version) => version is not null && Pattern().IsMatch(version)
        ? version
        : throw new UsageException(
            $"'{version}' is no version of {System}: numbers with dots were expected, without a leading 'v'. Write --opt version={Default}, say.");

    /// <summary>The image of a version: the official one, else one from a file of the servers folder, else a Debian build where a suite has it.</summary>
    /// <param name="reference">The official image by tag.</param>
    /// <param name="version">The version.</param>
    /// <param name="dockerfile">The Debian build; gets the suite.</param>
    /// <param name="name">The name of the local image; the system's by default.</param>
    /// <param name="serverFile">The file of the servers folder; null where there is none for this system.</param>
    /// <param name="servers">The servers folder.</param>
    public ImageRecipe Image(
        string reference, string version, Func<string, string> dockerfile, string? name = null, string? serverFile = null,
        ServersDirectory? servers = null)
    {
        var suite = ByDebian.FirstOrDefault(package => package.Version == version).Suite;
        var isFile = serverFile is not null && servers is not null && servers.Contains(serverFile);
        var recipe = new ImageRecipe
        {
            Reference = reference,
            LocalTag = suite is null || isFile ? $"chaos/{name ?? System}:{version}" : $"chaos/{name ?? System}:{version}-{suite}",
            ServerFile = serverFile,
            DebianDockerfile = suite is null ? null : dockerfile(suite),
        };
        return suite is null ? recipe : recipe with { DebianSuite = suite };
    }

    [GeneratedRegex(@"^\d{1,4}(\.\d{1,4}){1,3}(-[a-z]{1,8}\.?\d{0,4})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
