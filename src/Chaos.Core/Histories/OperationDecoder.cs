using System.Text.Json;

namespace Chaos;

/// <summary>Reads one line of <c>history.jsonl</c>. What it does not know it refuses, with a <see cref="FormatException"/> that says why.</summary>
internal sealed class OperationDecoder
{
    private const int DeepestList = 64;
    private static readonly JsonReaderOptions Options = new() { MaxDepth = DeepestList + 1 };
    private readonly StringTable strings = new();

    [Flags]
    private enum Seen
    {
        None = 0,
        Time = 1,
        Process = 2,
        Type = 4,
        F = 8,
        Required = Time | Process | Type | F,
    }

    // Filled member by member, without a copy of the whole for each.
    private struct Draft
    {
        public long Index;
        public long TimeNs;
        public int Process;
        public OperationType Type;
        public string F;
        public string? Key;
        public Value Value;
        public string? Node;
        public long? DueNs;
        public string? Error;
        public Value Evidence;

        public readonly Operation ToOperation() => new()
        {
            Index = Index,
            TimeNs = TimeNs,
            Process = Process,
            Type = Type,
            F = F,
            Key = Key,
            Value = Value,
            Node = Node,
            DueNs = DueNs,
            Error = Error,
            Evidence = Evidence,
        };
    }

    /// <summary>Whether the bytes are the beginning of a JSON object that was cut off, rather than something else.</summary>
    public static bool IsCutOff(ReadOnlySpan<byte> line)
    {
        try
        {
            var reader = new Utf8JsonReader(line, isFinalBlock: false, new JsonReaderState(Options));
            var isObject = false;
            while (reader.Read())
            {
                isObject |= reader.TokenType is JsonTokenType.StartObject;
                if (!isObject || reader.CurrentDepth == 0 && reader.TokenType is JsonTokenType.EndObject) return false;
            }

            return isObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    public Operation Read(ReadOnlySpan<byte> line, long index)
    {
        var reader = new Utf8JsonReader(line, Options);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
            throw new FormatException("an operation is a JSON object");
        var draft = new Draft { Index = index, F = "" };
        var seen = Seen.None;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            seen |= ReadMember(ref reader, ref draft);
        if ((seen & Seen.Required) != Seen.Required)
            throw new FormatException($"'{(Seen.Required & ~seen).ToString().ToLowerInvariant()}' is missing");
        if (draft.Index != index)
            throw new FormatException($"'index' is {draft.Index}, but {index} was expected: a line is missing or out of order");
        if (reader.Read()) throw new FormatException("something follows the operation on its line");
        return draft.ToOperation();
    }

    public static HistoryHeader ReadHeader(ReadOnlySpan<byte> line)
    {
        using var parsed = JsonDocument.Parse(line.ToArray());
        var document = parsed.RootElement;
        if (document.ValueKind is not JsonValueKind.Object) throw new FormatException("the header is a JSON object");
        var schema = Text(document, "schema") ?? throw new FormatException("'schema' is missing");
        if (schema != HistoryHeader.CurrentSchema)
            throw new FormatException($"'schema' is {schema}, but this version reads {HistoryHeader.CurrentSchema}");
        var wall = Text(document, "wall") ?? throw new FormatException("'wall' is missing");
        if (!document.GetProperty("wall").TryGetDateTimeOffset(out var wallAtStart))
            throw new FormatException($"'wall' is {wall}, but a time as in 2026-01-31T12:00:00Z was expected");
        return new HistoryHeader
        {
            RunId = Text(document, "run") ?? throw new FormatException("'run' is missing"),
            WallAtStart = wallAtStart,
            Workload = Text(document, "workload"),
            Model = Text(document, "model"),
        };
    }

    private static string? Text(JsonElement header, string name) =>
        !header.TryGetProperty(name, out var member) ? null
        : member.ValueKind is JsonValueKind.String ? member.GetString()
        : throw new FormatException($"'{name}' is a string");

    private Seen ReadMember(ref Utf8JsonReader reader, ref Draft draft)
    {
        switch (reader.ValueSpan)
        {
            case [(byte)'i', ..] when reader.ValueTextEquals("index"u8):
                draft.Index = ReadInteger(ref reader, "index");
                return Seen.None;
            case [(byte)'t', (byte)'i', ..] when reader.ValueTextEquals("time"u8):
                draft.TimeNs = ReadInteger(ref reader, "time");
                return Seen.Time;
            case [(byte)'p', ..] when reader.ValueTextEquals("process"u8):
                draft.Process = ReadProcess(ref reader);
                return Seen.Process;
            case [(byte)'t', ..] when reader.ValueTextEquals("type"u8):
                draft.Type = ReadType(ref reader);
                return Seen.Type;
            case [(byte)'f']:
                draft.F = ReadText(ref reader, "f");
                return Seen.F;
            case [(byte)'k', ..] when reader.ValueTextEquals("key"u8):
                draft.Key = ReadText(ref reader, "key");
                return Seen.None;
            case [(byte)'v', ..] when reader.ValueTextEquals("value"u8):
                draft.Value = ReadValue(ref reader, "value");
                return Seen.None;
            case [(byte)'n', ..] when reader.ValueTextEquals("node"u8):
                draft.Node = ReadText(ref reader, "node");
                return Seen.None;
            case [(byte)'d', ..] when reader.ValueTextEquals("due"u8):
                draft.DueNs = ReadDue(ref reader);
                return Seen.None;
            case [(byte)'e', (byte)'r', ..] when reader.ValueTextEquals("error"u8):
                draft.Error = ReadText(ref reader, "error");
                return Seen.None;
            case [(byte)'e', ..] when reader.ValueTextEquals("evidence"u8):
                draft.Evidence = ReadValue(ref reader, "evidence");
                return Seen.None;
            default:
                throw new FormatException(
                    $"'{reader.GetString()}' is not a member of an operation: index, time, process, type, f, key, value, node, due, "
                    + "error, evidence");
        }
    }

    private static long ReadInteger(ref Utf8JsonReader reader, string name) =>
        reader.Read() && reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var number)
            ? number
            : throw new FormatException($"'{name}' is a 64-bit integer");

    private static long ReadDue(ref Utf8JsonReader reader) =>
        ReadInteger(ref reader, "due") is var dueNs && dueNs >= 0 ? dueNs : throw new FormatException("'due' is not negative");

    private static int ReadProcess(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt32(out var process) && process >= 0 => process,
            JsonTokenType.String when reader.ValueTextEquals(OperationNames.NemesisProcess) => Operation.NemesisProcess,
            _ => throw new FormatException("'process' is a number from 0, or \"nemesis\""),
        };
    }

    private static OperationType ReadType(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType is JsonTokenType.String && OperationNames.TypeOf(reader) is { } type
            ? type
            : throw new FormatException("'type' is invoke, ok, fail, info or note");

    private string ReadText(ref Utf8JsonReader reader, string name) =>
        reader.Read() && reader.TokenType is JsonTokenType.String
            ? strings.Read(reader)
            : throw new FormatException($"'{name}' is a string");

    private Value ReadValue(ref Utf8JsonReader reader, string name)
    {
        reader.Read();
        return Current(ref reader, name);
    }

    private Value Current(ref Utf8JsonReader reader, string name)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null: return default;
            case JsonTokenType.Number when reader.TryGetInt64(out var number): return Value.Of(number);
            case JsonTokenType.String: return Value.Of(strings.Read(reader));
            case JsonTokenType.StartArray:
                var items = new List<Value>();
                while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray) items.Add(Current(ref reader, name));
                return Value.Of(items.ToArray());
            default:
                throw new FormatException($"'{name}' is null, a 64-bit integer, a string, or a list of those");
        }
    }
}
