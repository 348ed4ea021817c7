using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>Reads the members from ZooKeeper's configuration: lines <c>server.1=n1:2888:3888:participant;2181</c>.</summary>
internal static partial class ZooKeeperMembers
{
    /// <summary>The names of the members' hosts.</summary>
    public static IReadOnlyList<string> Parse(string configuration) =>
        [.. Line().Matches(configuration).Select(match => match.Groups["host"].Value)];

    [GeneratedRegex(@"^server\.\d+=(?<host>[^:\s]+):", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Line();
}
