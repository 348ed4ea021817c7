using System.Globalization;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>
/// Reads from etcd's log that a node applied a snapshot: <c>applied snapshot</c>, with the index up to which the leader had sent it. A node that
/// restarts on its own snapshot writes other words.
/// </summary>
internal static class EtcdSnapshots
{
    private const string Sign = "\"applied snapshot\"";
    private const string IndexField = "incoming-leader-snapshot-index";

    /// <summary>The index of the snapshot, and the node's wall clock then (UTC, where the line has it); null for any other line.</summary>
    public static (long Index, DateTimeOffset? At)? Read(string line)
    {
        if (!line.Contains(Sign, StringComparison.Ordinal)) return null;
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty(IndexField, out var field) || !field.TryGetInt64(out var index))
                return null;
            return (index, root.TryGetProperty("ts", out var ts) && DateTimeOffset.TryParse(
                ts.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? at
                : null);
        }
        catch (JsonException)
        {
            return null; // a line that was cut in two by a crash
        }
    }
}
