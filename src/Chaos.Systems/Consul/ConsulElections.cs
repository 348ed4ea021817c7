using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>
/// Reads elections from Consul's log. A server tells its term when it stands (<c>entering candidate state: ... term=5</c>) and that it was elected
/// in a line after it; newer ones tell the term there as well (<c>election won: term=5</c>). A server that stands again says so first, so that
/// the last term it stood in is the one that it won.
/// </summary>
internal sealed partial class ConsulElections
{
    private readonly ConcurrentDictionary<string, long> stoodIn = new(StringComparer.Ordinal);

    /// <summary>The term of an election, and the node's wall clock then (where the line has it); null for any other line.</summary>
    public (long Term, DateTimeOffset? At)? Read(string node, string line)
    {
        if (line.Contains("entering candidate state", StringComparison.Ordinal))
        {
            if (TermOf(line) is { } standing) stoodIn[node] = standing;
            return null;
        }

        if (!line.Contains("election won", StringComparison.Ordinal)) return null;
        var term = TermOf(line) ?? (stoodIn.TryGetValue(node, out var known) ? known : null);
        return term is { } won ? (won, TimeOf(line)) : null;
    }

    private static long? TermOf(string line) => Term().Match(line) is { Success: true } match
        ? long.Parse(match.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
        : null;

    private static DateTimeOffset? TimeOf(string line) => DateTimeOffset.TryParse(
        Time().Match(line).Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    [GeneratedRegex(@"\bterm=(\d{1,18})\b", RegexOptions.CultureInvariant)]
    private static partial Regex Term();

    [GeneratedRegex(@"^\s*\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:?\d\d)?", RegexOptions.CultureInvariant)]
    private static partial Regex Time();
}
