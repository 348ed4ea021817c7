using System.Globalization;

namespace Chaos.Checking;

/// <summary>
/// A few calls in time, as text: a line for each beginning and end, a column for each process, later lines below. A call during
/// which nothing else begins or ends takes one line.
/// </summary>
internal sealed class ProcessTable
{
    private const int MostLines = 60;
    private const int WidestCell = 44;
    private readonly ObjectHistory part;
    private readonly IReadOnlyDictionary<int, int> numberOf;
    private readonly List<int> processes;
    private readonly bool hasTimes;

    private ProcessTable(ObjectHistory part, IReadOnlyDictionary<int, int> numberOf)
    {
        this.part = part;
        this.numberOf = numberOf;
        processes = [.. part.Calls.Select(call => part.Invocation(call).Process).Distinct().Order()];
        hasTimes = part.Calls.Any(call => part.Invocation(call).TimeNs > 0);
    }

    /// <summary>Draws.</summary>
    /// <param name="part">The calls.</param>
    /// <param name="numberOf">The number to show for each call, by the position of its invocation.</param>
    public static IReadOnlyList<string> Draw(ObjectHistory part, IReadOnlyDictionary<int, int> numberOf) =>
        new ProcessTable(part, numberOf).Lines();

    private List<string> Lines()
    {
        var rows = new List<string[]>();
        var busy = new bool[processes.Count];
        var events = part.Calls.SelectMany(call => call.IsOpen
                ? new[] { (At: call.Invoke, Call: call, IsEnd: false) }
                : [(call.Invoke, call, false), (call.Return, call, true)])
            .OrderBy(item => item.At).ToArray();
        for (var i = 0; i < events.Length; i++)
        {
            var (at, call, isEnd) = events[i];
            var column = processes.IndexOf(part.Invocation(call).Process);
            var alone = !isEnd && i + 1 < events.Length && events[i + 1].IsEnd && events[i + 1].Call == call;
            rows.Add(Row(at, busy, column, Cell(call, isEnd, alone)));
            if (alone) i++;
            else busy[column] = !isEnd;
        }

        if (Array.Exists(busy, one => one)) rows.Add(["", .. busy.Select(one => one ? "? no answer" : "")]);
        var left = rows.Count - MostLines;
        if (left > 0) rows.RemoveRange(0, left);
        string[] head = [hasTimes ? "time" : "entry", .. processes.Select(process => $"process {process}")];
        var widths = Enumerable.Range(0, head.Length).Select(c => rows.Append(head).Max(row => row[c].Length)).ToArray();
        List<string> lines = [Line(head, widths)];
        if (left > 0) lines.Add($"... {left} earlier lines");
        lines.AddRange(rows.Select(row => Line(row, widths)));
        return lines;
    }

    private string[] Row(int at, bool[] busy, int column, string cell)
    {
        var entry = part.History[at];
        var when = hasTimes ? ViolationText.Seconds(entry.TimeNs) : entry.Index.ToString(CultureInfo.InvariantCulture);
        return [when, .. busy.Select((one, c) => c == column ? cell : one ? "│" : "")];
    }

    private string Cell(Call call, bool isEnd, bool alone)
    {
        var invocation = part.Invocation(call);
        var text = (isEnd, alone) switch
        {
            (true, _) => $"└ {CallWords.Ended(invocation, part.Completion(call)!.Value)}",
            (_, true) => $"─ {numberOf[call.Invoke]}: {CallWords.Whole(invocation, part.Completion(call))}",
            _ => $"┌ {numberOf[call.Invoke]}: {CallWords.Asked(invocation)}",
        };
        return text.Length > WidestCell ? string.Concat(text.AsSpan(0, WidestCell - 1), "…") : text;
    }

    private static string Line(string[] cells, int[] widths) =>
        string.Join("  ", cells.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd();
}
