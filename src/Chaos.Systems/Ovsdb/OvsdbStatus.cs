using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>What a server of OVSDB prints for the command <c>cluster/status</c>.</summary>
/// <param name="Status">What it is, for instance <c>cluster member</c>, <c>joining cluster</c> or <c>left cluster</c>.</param>
/// <param name="Servers">The addresses of the servers in its configuration, without the port; itself included.</param>
internal sealed partial record OvsdbStatus(string Status, IReadOnlyList<string> Servers)
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ProbeException">It is something else.</exception>
    public static OvsdbStatus Parse(string printed) => StatusLine().Match(printed) is { Success: true } status
        ? new(status.Groups[1].Value, [.. ServerLine().Matches(printed).Select(server => server.Groups["host"].Value)])
        : throw new ProbeException("it printed no status of a cluster");

    /// <summary>The addresses of the members, as a member sees them.</summary>
    /// <exception cref="ProbeException">It is no member: it has not joined yet, or left.</exception>
    public IReadOnlyList<string> Members => Status is "joining cluster" or "leaving cluster" or "left cluster" or "failed"
        ? throw new ProbeException($"its status is '{Status}'")
        : Servers;

    [GeneratedRegex(@"^Status: (.+?)\s*$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex StatusLine();

    [GeneratedRegex(@"^ +[0-9a-f]{4} \([0-9a-f]{4} at tcp:(?<host>[^()\s]+):\d+\)", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex ServerLine();
}
