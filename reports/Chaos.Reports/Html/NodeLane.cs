using System.Text.Json;
using Chaos.Checking;

namespace Chaos.Reports;

/// <summary>A node over time: its role and term as it told them, its elections, and the faults it was hit by.</summary>
internal sealed record NodeLane
{
    /// <summary>The node.</summary>
    public required string Node { get; init; }

    /// <summary>Stretches of one role and term; between them nobody knows.</summary>
    public required IReadOnlyList<RoleSpan> Spans { get; init; }

    /// <summary>When it was seen to become leader, and of which term.</summary>
    public required IReadOnlyList<(long AtNs, long? Term)> Elections { get; init; }

    /// <summary>Faults that stopped the node itself (not the network).</summary>
    public required IReadOnlyList<FaultRecord> Faults { get; init; }

    /// <summary>The lanes, in the order of the run's nodes.</summary>
    public static IEnumerable<NodeLane> Of(ReportInput input)
    {
        var evidence = input.Evidence;
        var names = input.Results.Run?.Nodes ?? [];
        var others = evidence.Observations
            .Where(observation => observation.Node is not null && observation.Kind is ObservationKind.Role or ObservationKind.Election)
            .Select(observation => observation.Node!)
            .Distinct(StringComparer.Ordinal)
            .Where(node => !names.Contains(node))
            .Order(StringComparer.Ordinal);
        return names.Concat(others).Select(node => new NodeLane
        {
            Node = node,
            Spans = RoleSpan.Of(evidence.Observations, node),
            Elections = RunMetrics.DistinctElections(evidence.Observations)
                .Where(election => election.Node == node)
                .Select(election => (election.SentNs, election.Term))
                .ToList(),
            Faults = evidence.Schedule
                .Where(fault => fault.FromNs is not null && fault.Cuts.Count == 0 && fault.Nodes.Contains(node))
                .ToList(),
        });
    }

    /// <summary>Writes the lane for the script.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("name", Node);
        writer.WriteStartArray("spans");
        foreach (var span in Spans)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(span.FromNs / 1000);
            writer.WriteNumberValue(span.ToNs / 1000);
            writer.WriteStringValue(Show.Lower(span.Role));
            if (span.Term is { } term) writer.WriteNumberValue(term);
            else writer.WriteNullValue();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("elections");
        foreach (var (atNs, term) in Elections)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(atNs / 1000);
            if (term is { } number) writer.WriteNumberValue(number);
            else writer.WriteNullValue();
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("faults");
        foreach (var fault in Faults) writer.WriteStringValue(fault.Id);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
