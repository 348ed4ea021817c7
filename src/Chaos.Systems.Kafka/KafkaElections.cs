using System.Globalization;
using System.Text.RegularExpressions;

namespace Chaos.Systems.Kafka;

/// <summary>
/// Reads the elections of controllers from Kafka's log: <c>Completed transition to Leader(..., epoch=5, ...)</c>, written once when a controller has
/// won, with the epoch that it won.
/// </summary>
internal static partial class KafkaElections
{
    private const string Sign = "Completed transition to Leader(";

    /// <summary>The epoch of an election, and the node's wall clock then (where the line has it); null for any other line.</summary>
    public static (long Epoch, DateTimeOffset? At)? Read(string line)
    {
        if (!line.Contains(Sign, StringComparison.Ordinal) || Line().Match(line) is not { Success: true } match) return null;
        var at = DateTimeOffset.TryParse(
            match.Groups["at"].Value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var wall) ? wall : (DateTimeOffset?)null;
        return (long.Parse(match.Groups["epoch"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), at);
    }

    [GeneratedRegex(
        @"^(?<at>\d{4}-\d\d-\d\dT\S+)?.* Completed transition to Leader\((?:.*?, )?epoch=(?<epoch>\d{1,9}), ", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
