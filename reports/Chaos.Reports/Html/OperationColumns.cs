using System.Text.Json;

namespace Chaos.Reports;

/// <summary>Writes the operations as columns. Texts (functions, keys, nodes, values, errors) share one table; 0 is no text.</summary>
internal static class OperationColumns
{
    /// <summary>Writes the properties <c>ops</c> and <c>texts</c>.</summary>
    public static void Write(Utf8JsonWriter writer, History history)
    {
        var calls = Call.AllOf(history);
        var texts = new Dictionary<string, int>(StringComparer.Ordinal) { [""] = 0 };
        int Text(string? text)
        {
            text ??= "";
            if (!texts.TryGetValue(text, out var number)) texts[text] = number = texts.Count;
            return number;
        }

        void Column(string name, Func<Call, long> value)
        {
            writer.WriteStartArray(name);
            foreach (var call in calls) writer.WriteNumberValue(value(call));
            writer.WriteEndArray();
        }

        void Differences(string name, Func<Call, long> value)
        {
            var previous = 0L;
            Column(name, call =>
            {
                var now = value(call);
                var difference = now - previous;
                previous = now;
                return difference;
            });
        }

        writer.WriteStartObject("ops");
        Differences("index", call => call.Invocation.Index);
        Differences("due", call => call.DueNs / 1000);
        Column("wait", call => (call.InvokedNs - call.DueNs) / 1000);
        Column("took", call => call.EndNs is { } end ? (end - call.DueNs) / 1000 : -1);
        Column("end", call => call.Completion is { } end ? end.Index - call.Invocation.Index : 0);
        Column("type", TypeOf);
        Column("process", call => call.Invocation.Process);
        Column("f", call => Text(call.Invocation.F));
        Column("key", call => Text(call.Invocation.Key));
        Column("node", call => Text(call.Invocation.Node));
        Column("sent", call => call.Invocation.Value.IsNull ? 0 : Text(call.Invocation.Value.ToString()));
        Column("got", call => call.End is OperationType.Ok ? Text(call.Completion!.Value.Value.ToString()) : 0);
        Column("error", call => Text(call.Completion?.Error));
        writer.WriteEndObject();
        writer.WriteStartArray("texts");
        foreach (var text in texts.Keys) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    /// <summary>0 ok, 1 fail, 2 info, 3 a mismatch: a fail that is an answer, and no trouble.</summary>
    private static long TypeOf(Call call) => call.End switch
    {
        OperationType.Ok => 0,
        OperationType.Fail => call.IsMismatch ? 3 : 1,
        _ => 2,
    };
}
