using System.Globalization;

namespace Chaos.Checking;

/// <summary>
/// Writes a history in EDN, as Jepsen and Knossos read it: a map on each line, with Jepsen's words. <see cref="HistoryImport"/> reads
/// back the same entries. Notes are no operations and are left out; the indexes go on without gaps.
/// </summary>
public static class EdnWriter
{
    /// <summary>Writes all entries but notes.</summary>
    /// <param name="history">The history.</param>
    /// <param name="text">Where to write.</param>
    /// <returns>How many notes were left out.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static int Write(History history, TextWriter text)
    {
        var index = 0;
        foreach (var operation in history)
        {
            if (operation.Type is OperationType.Note) continue;
            text.Write($"{{:index {index++}, :time {operation.TimeNs.ToString(CultureInfo.InvariantCulture)}, :process ");
            text.Write(operation.Process == Operation.NemesisProcess ? ":nemesis" : operation.Process.ToString(CultureInfo.InvariantCulture));
            text.Write($", :type :{Word(operation.Type)}, :f ");
            WriteName(operation.F, text);
            if (operation.Key is not null) WriteMember("key", Value.Of(operation.Key), text);
            WriteMember("value", operation.Value, text);
            if (operation.Node is not null) WriteMember("node", Value.Of(operation.Node), text);
            if (operation.DueNs is { } dueNs) WriteMember("due", Value.Of(dueNs), text);
            if (operation.Error is not null)
            {
                text.Write(", :error ");
                WriteName(operation.Error, text);
            }

            if (!operation.Evidence.IsNull) WriteMember("evidence", operation.Evidence, text);
            text.Write("}\n");
        }

        return history.Count - index;
    }

    private static string Word(OperationType type) => type switch
    {
        OperationType.Invoke => "invoke",
        OperationType.Ok => "ok",
        OperationType.Fail => "fail",
        _ => "info",
    };

    private static void WriteMember(string name, Value value, TextWriter text)
    {
        text.Write($", :{name} ");
        Write(value, text);
    }

    private static void Write(Value value, TextWriter text)
    {
        switch (value.Kind)
        {
            case ValueKind.Null:
                text.Write("nil");
                break;
            case ValueKind.Integer:
                text.Write(value.AsInteger().ToString(CultureInfo.InvariantCulture));
                break;
            case ValueKind.Text:
                WriteText(value.AsText(), text);
                break;
            default:
                var items = value.AsList();
                text.Write('[');
                for (var i = 0; i < items.Length; i++)
                {
                    if (i > 0) text.Write(' ');
                    Write(items[i], text);
                }

                text.Write(']');
                break;
        }
    }

    // A keyword where it can be one, as Jepsen's tools expect it; else a text.
    private static void WriteName(string name, TextWriter text)
    {
        if (name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '?' or '!'))
            text.Write($":{name}");
        else WriteText(name, text);
    }

    private static void WriteText(string content, TextWriter text)
    {
        text.Write('"');
        for (var i = 0; i < content.Length; i++)
        {
            var c = content[i];
            var isPair = char.IsHighSurrogate(c) && i + 1 < content.Length && char.IsLowSurrogate(content[i + 1]);
            switch (c)
            {
                case '"' or '\\':
                    text.Write($"\\{c}");
                    break;
                case '\n':
                    text.Write("\\n");
                    break;
                case '\r':
                    text.Write("\\r");
                    break;
                case '\t':
                    text.Write("\\t");
                    break;
                case < ' ' or '\u007f':
                    text.Write($"\\u{(int)c:x4}");
                    break;
                default:
                    // Half a pair has no encoding.
                    if (char.IsSurrogate(c) && !isPair) text.Write($"\\u{(int)c:x4}");
                    else text.Write(c);
                    if (isPair) text.Write(content[++i]);
                    break;
            }
        }

        text.Write('"');
    }
}
