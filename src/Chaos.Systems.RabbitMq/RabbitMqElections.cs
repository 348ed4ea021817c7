using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Systems.RabbitMq;

/// <summary>
/// Reads the elections of one queue from RabbitMQ's log: <c>queue 'q0' in vhost '/': candidate -> leader in term: 2</c>, written by the member that won with
/// the term that it won. Each queue counts its own terms, so that only those of one can be compared.
/// </summary>
internal static partial class RabbitMqElections
{
    /// <summary>The queue whose elections count: the first of the workload.</summary>
    public const string Queue = "q0";

    /// <summary>The term of an election, and the node's wall clock then (where the line has it); null for any other line.</summary>
    public static (long Term, DateTimeOffset? At)? Read(string line)
    {
        if (!line.Contains("-> leader in term", StringComparison.Ordinal) || Line().Match(line) is not { Success: true } match) return null;
        if (match.Groups["queue"].Value != Queue) return null;
        var at = DateTimeOffset.TryParse(
            match.Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var wall) ? wall : (DateTimeOffset?)null;
        return (long.Parse(match.Groups["term"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), at);
    }

    [GeneratedRegex(
        @"^(?<at>\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\S*)?.* queue '(?<queue>[^']+)' in vhost '/': \w+ -> leader in term: (?<term>\d{1,18})",
        RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
