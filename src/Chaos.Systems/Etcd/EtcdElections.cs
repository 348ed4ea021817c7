using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Chaos.Systems;

/// <summary>
/// Reads elections from etcd's log. A node writes <c>became leader at term N</c> of itself when Raft makes it leader: the only place
/// where etcd tells role and term together. Both of its formats are read, JSON (3.4 with zap, all later ones) and the plain one
/// that 3.4 writes by default.
/// </summary>
internal static partial class EtcdElections
{
    private const string Sign = " became leader at term ";

    /// <summary>The term of an election, and the node's wall clock then (UTC, where the line has it); null for any other line.</summary>
    public static (long Term, DateTimeOffset? At)? Read(string line)
    {
        if (!line.Contains(Sign, StringComparison.Ordinal)) return null;
        var text = line.AsSpan().Trim();
        return text.StartsWith("{") ? ReadJson(line) : ReadPlain(line);
    }

    private static (long, DateTimeOffset?)? ReadJson(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object
                || !root.TryGetProperty("msg", out var message) || message.ValueKind is not JsonValueKind.String
                || TermOf(Message().Match(message.GetString()!)) is not { } term)
                return null;
            return (term, root.TryGetProperty("ts", out var at) && at.ValueKind is JsonValueKind.String ? TimeOf(at.GetString()!) : null);
        }
        catch (JsonException)
        {
            // A line that was cut in two by a crash.
            return null;
        }
    }

    private static (long, DateTimeOffset?)? ReadPlain(string line)
    {
        var match = PlainLine().Match(line);
        return TermOf(match) is { } term ? (term, TimeOf(match.Groups["at"].Value)) : null;
    }

    private static long? TermOf(Match match) =>
        match.Success && long.TryParse(match.Groups["term"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var term)
            ? term
            : null;

    private static DateTimeOffset? TimeOf(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    [GeneratedRegex(@"^[0-9a-f]{1,16} became leader at term (?<term>\d+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Message();

    [GeneratedRegex(
        @"^(?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?) [A-Z] \| raft: [0-9a-f]{1,16} became leader at term (?<term>\d+)\s*$",
        RegexOptions.CultureInvariant)]
    private static partial Regex PlainLine();
}
