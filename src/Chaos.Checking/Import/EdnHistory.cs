namespace Chaos.Checking;

/// <summary>
/// Reads histories of Jepsen, Knossos and Porcupine's key-value logs: maps with <c>:process :type :f :value</c>, and where they have
/// them <c>:key :time :error :node :due :evidence</c>, one after the other or in one vector. Their order is the order of events; a time that goes back is
/// taken as the one before.
/// </summary>
internal static class EdnHistory
{
    /// <summary>Reads all entries.</summary>
    public static IEnumerable<Operation> Read(TextReader text, string name)
    {
        var reader = new EdnReader(text, name);
        var last = new Operation { Index = -1 };
        var isVector = reader.Peek() is '[' or '(';
        var end = isVector ? reader.Take() == '[' ? ']' : ')' : -1;
        var pairs = new PairingGuard();
        while (reader.Peek() is var next && next != end)
        {
            var line = reader.Line;
            if (next is not ('{' or '#')) throw NoOperation(reader);

            // A map, one with a tag (#jepsen.history.Op{..}), or a form that is to be left out.
            var form = next == '{' ? reader.Read() : reader.ReadHash();
            if (form is not { } map) continue;
            if (map.Kind is not ValueKind.List) throw NoOperation(reader);
            last = Entry(map.AsList(), reader, line, last);
            pairs.Add(last, $"{name}, line {line}");
            yield return last;
        }
    }

    private static HistoryFormatException NoOperation(EdnReader reader) =>
        reader.Wrong("an operation was expected, a map like {:process 0, :type :invoke, :f :read, :value nil}");

    private static Operation Entry(ReadOnlySpan<Value> items, EdnReader reader, int line, in Operation before)
    {
        var fields = new Dictionary<string, Value>(StringComparer.Ordinal);
        if (items.Length % 2 != 0) throw reader.Wrong("a map has a key without a value");
        for (var i = 0; i < items.Length; i += 2) fields[items[i].ToString()] = items[i + 1];
        return new Operation
        {
            Index = before.Index + 1,
            TimeNs = fields.GetValueOrDefault("time") is { Kind: ValueKind.Integer } time ? Math.Max(before.TimeNs, time.AsInteger()) : before.TimeNs,
            Process = Process(fields.GetValueOrDefault("process"), reader, line),
            Type = fields.GetValueOrDefault("type").ToString() switch
            {
                "invoke" => OperationType.Invoke,
                "ok" => OperationType.Ok,
                "fail" => OperationType.Fail,
                "info" => OperationType.Info,
                var other => throw reader.Wrong($"the operation that begins at line {line} has the type '{other}', not invoke, ok, fail or info"),
            },
            F = fields.TryGetValue("f", out var f)
                ? f.ToString()
                : throw reader.Wrong($"the operation that begins at line {line} has no :f"),
            Key = Text(fields, "key"),
            Value = fields.GetValueOrDefault("value"),
            Error = Text(fields, "error"),
            Node = Text(fields, "node"),
            DueNs = fields.GetValueOrDefault("due") is { Kind: ValueKind.Integer } due && due.AsInteger() >= 0 ? due.AsInteger() : null,
            Evidence = fields.GetValueOrDefault("evidence"),
        };
    }

    private static string? Text(Dictionary<string, Value> fields, string name) =>
        fields.TryGetValue(name, out var value) && !value.IsNull ? value.ToString() : null;

    private static int Process(Value process, EdnReader reader, int line) => process switch
    {
        { Kind: ValueKind.Integer } when process.AsInteger() is >= 0 and <= int.MaxValue => (int)process.AsInteger(),
        { Kind: ValueKind.Text } => Operation.NemesisProcess,
        _ => throw reader.Wrong($"the operation that begins at line {line} has the process {process}: a number or :nemesis was expected"),
    };
}
