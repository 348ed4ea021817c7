using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Chaos.Systems.Kafka;

/// <summary>
/// Counts the segments of the topic that brokers began, by their logs: <c>[LocalLog partition=chaos-3, ...] Rolled new log segment at offset 17</c>.
/// </summary>
internal sealed partial class KafkaRolls
{
    private readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>Takes a line of a node's log; any other than such a line is passed over.</summary>
    public void Read(string node, string line)
    {
        if (line.Contains("Rolled new log segment", StringComparison.Ordinal) && Line().IsMatch(line)) counts.AddOrUpdate(node, 1, (_, before) => before + 1);
    }

    /// <summary>How many a node began so far.</summary>
    public int Of(string node) => counts.GetValueOrDefault(node);

    [GeneratedRegex($@"\[\w*Log partition={KafkaTopic.Name}-\d+, .*\] Rolled new log segment at offset \d+", RegexOptions.CultureInvariant)]
    private static partial Regex Line();
}
