using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>Reads elections from OVSDB's log: <c>term 3: elected leader by 2+ of 3 servers</c>, written by the winner with the term that it won.</summary>
internal static partial class OvsdbElections
{
    private const string Sign = "elected leader by";

    /// <summary>The term of an election, and the node's wall clock then (where the line has it); null for any other line.</summary>
    public static (long Term, DateTimeOffset? At)? Read(string line)
    {
        if (!line.Contains(Sign, StringComparison.Ordinal) || Line().Match(line) is not { Success: true } match) return null;
        var at = DateTimeOffset.TryParse(
            match.Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var wall) ? wall : (DateTimeOffset?)null;
        return (long.Parse(match.Groups["term"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), at);
    }

    [GeneratedRegex(@"^(?<at>\d{4}-\d\d-\d\dT[^|]+)?\|.*\|term (?<term>\d{1,18}): elected leader by \d+\+ of \d+ servers\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
