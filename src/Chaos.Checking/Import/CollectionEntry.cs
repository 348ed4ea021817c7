using System.Text.Json;

namespace Chaos.Checking;

/// <summary>Reads the entries of a history in a collection.</summary>
internal static class CollectionEntry
{
    /// <summary>Reads one entry.</summary>
    /// <exception cref="FormatException">It is no operation; the message says why.</exception>
    public static Operation Read(JsonElement entry, List<Operation> before)
    {
        var index = before.Count;
        if (entry.ValueKind is not JsonValueKind.Object) throw new FormatException($"entry {index} is no object");
        var lastNs = index == 0 ? 0 : before[^1].TimeNs;
        return new Operation
        {
            Index = index,
            TimeNs = entry.TryGetProperty("time", out var time) && time.ValueKind is JsonValueKind.Number && time.TryGetInt64(out var timeNs)
                ? Math.Max(lastNs, timeNs)
                : lastNs,
            Process = Process(entry, index),
            Type = Text(entry, "type") switch
            {
                "invoke" => OperationType.Invoke,
                "ok" => OperationType.Ok,
                "fail" => OperationType.Fail,
                "info" => OperationType.Info,
                var other => throw new FormatException($"the 'type' of entry {index} is '{other}', not invoke, ok, fail or info"),
            },
            F = Text(entry, "f") ?? throw new FormatException($"entry {index} has no 'f'"),
            Key = Text(entry, "key"),
            Value = entry.TryGetProperty("value", out var value) ? Convert(value, index) : Value.Null,
            Error = Text(entry, "error"),
        };
    }

    /// <summary>A member that is a text; null where it is missing or null.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static string? Text(JsonElement item, string name) =>
        !item.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null ? null
        : member.ValueKind is JsonValueKind.String ? member.GetString()
        : throw new FormatException($"'{name}' is a string");

    /// <summary>A member that is true or false; null where it is missing or null.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static bool? Flag(JsonElement item, string name) =>
        !item.TryGetProperty(name, out var member) || member.ValueKind is JsonValueKind.Null ? null
        : member.ValueKind is JsonValueKind.True or JsonValueKind.False ? member.GetBoolean()
        : throw new FormatException($"'{name}' is true or false");

    private static int Process(JsonElement entry, int index) =>
        !entry.TryGetProperty("process", out var process) ? throw new FormatException($"entry {index} has no 'process'")
        : process.ValueKind is JsonValueKind.String ? Operation.NemesisProcess
        : process.ValueKind is JsonValueKind.Number && process.TryGetInt32(out var number) && number >= 0 ? number
        : throw new FormatException($"the 'process' of entry {index} is {process}: a number from 0, or a name, was expected");

    private static Value Convert(JsonElement value, int index) => value.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.Number when value.TryGetInt64(out var integer) => Value.Of(integer),
        JsonValueKind.True => Value.Of("true"),
        JsonValueKind.False => Value.Of("false"),
        JsonValueKind.Array => Value.Of(value.EnumerateArray().Select(item => Convert(item, index)).ToArray()),
        JsonValueKind.String => Value.Of(value.GetString()),
        _ => throw new FormatException($"the 'value' of entry {index} is null, a 64-bit integer, a boolean, a string, or a list of those"),
    };
}
