using System.Globalization;

namespace Chaos.Checking;

/// <summary>
/// Reads the text logs of Jepsen's etcd test of 2014: <c>INFO  jepsen.util - 4 :invoke :read nil</c>, with tabs or spaces. There every failed
/// cas observed a mismatch, and there are no times.
/// </summary>
internal static class EtcdLog
{
    private const string Mark = "jepsen.util - ";

    /// <summary>Reads all entries; lines of the nemesis (its process is a keyword) and of other parts of Jepsen are left out.</summary>
    public static IEnumerable<Operation> Read(TextReader text, string name)
    {
        var count = 0;
        var pairs = new PairingGuard();
        for (var line = 1; BoundedLine.Read(text, $"{name}, line {line}") is { } content; line++)
        {
            var at = content.IndexOf(Mark, StringComparison.Ordinal);
            if (at < 0) continue;
            var fields = content[(at + Mark.Length)..].Split(
                (char[]?)null, 4, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (fields is [[':', ..], ..]) continue;
            if (fields.Length < 4)
            {
                throw new HistoryFormatException(
                    $"{name}, line {line}: expected was an operation (process, type, function, value), but '{content[at..]}' is none.");
            }

            var entry = Entry(fields, count++, name, line);
            pairs.Add(entry, $"{name}, line {line}");
            yield return entry;
        }
    }

    private static Operation Entry(string[] fields, int index, string name, int line)
    {
        if (!int.TryParse(fields[0], NumberStyles.None, CultureInfo.InvariantCulture, out var process))
            throw new HistoryFormatException($"{name}, line {line}: the process is '{fields[0]}', but a number was expected.");
        var f = fields[2].TrimStart(':');
        var type = fields[1] switch
        {
            ":invoke" => OperationType.Invoke,
            ":ok" => OperationType.Ok,
            ":fail" => OperationType.Fail,
            ":info" => OperationType.Info,
            _ => throw new HistoryFormatException(
                $"{name}, line {line}: the type is '{fields[1]}', but :invoke, :ok, :fail or :info was expected."),
        };
        using var text = new StringReader(fields[3]);
        var value = new EdnReader(text, $"{name}, line {line}").Read();
        var isMismatch = type is OperationType.Fail && f == RegisterOperations.Cas && value.Kind is ValueKind.List;
        return new Operation
        {
            Index = index,
            Process = process,
            Type = type,
            F = f,
            Value = value.Kind is ValueKind.Text ? Value.Null : value,
            Error = isMismatch ? Operation.MismatchError : value.Kind is ValueKind.Text ? value.AsText() : null,
        };
    }
}
