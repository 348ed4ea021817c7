using System.IO.Compression;
using System.Text.Json;

namespace Chaos.Reports;

/// <summary>
/// What the script draws: columns instead of rows, times as differences in µs, texts by number; JSON, deflated, in base 64.
/// Nothing is left out.
/// </summary>
internal static class TimelineData
{
    /// <summary>The data of a run.</summary>
    public static string Of(ReportInput input) => Pack(writer => Write(writer, input));

    private static string Pack(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var deflate = new DeflateStream(buffer, CompressionLevel.SmallestSize, leaveOpen: true))
        using (var writer = new Utf8JsonWriter(deflate))
        {
            write(writer);
        }

        return Convert.ToBase64String(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void Write(Utf8JsonWriter writer, ReportInput input)
    {
        var evidence = input.Evidence;
        writer.WriteStartObject();
        writer.WriteNumber("end", RunMetrics.EndOf(evidence.History) / 1000);
        writer.WriteNumber("line", input.FirstHistoryLine);
        OperationColumns.Write(writer, evidence.History);
        WriteNemeses(writer, input);
        writer.WriteStartArray("phases");
        foreach (var phase in evidence.Observations.Where(observation => observation.Kind is ObservationKind.Phase))
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(phase.SentNs / 1000);
            writer.WriteStringValue(phase.Detail);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("nodes");
        foreach (var lane in NodeLane.Of(input)) lane.Write(writer);
        writer.WriteEndArray();
        writer.WriteStartArray("bad");
        foreach (var anomaly in input.Results.Anomalies)
            foreach (var index in anomaly.Operations)
                writer.WriteNumberValue(index);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNemeses(Utf8JsonWriter writer, ReportInput input)
    {
        writer.WriteStartArray("nemeses");
        foreach (var family in input.Results.Faults)
        {
            writer.WriteStartObject();
            writer.WriteString("name", family.Name);
            writer.WriteString("color", CssColor.Safe(family.Color));
            writer.WriteStartArray("faults");
            foreach (var fault in input.Evidence.Schedule.Where(fault => fault.Nemesis == family.Name && fault.FromNs is not null))
            {
                writer.WriteStartObject();
                writer.WriteString("id", fault.Id);
                writer.WriteString("shape", fault.Shape);
                writer.WriteString("nodes", string.Join(", ", fault.Nodes));
                writer.WriteNumber("from", fault.FromNs!.Value / 1000);
                writer.WriteNumber("to", (fault.ToNs ?? RunMetrics.EndOf(input.Evidence.History)) / 1000);
                writer.WriteBoolean("bit", fault.Effective is true);
                writer.WriteString("effect", fault.Effect ?? fault.Reason ?? "");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }
}
