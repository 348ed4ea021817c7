namespace Chaos.Checking;

/// <summary>The rules of a log, on one log.</summary>
/// <param name="history">The history.</param>
/// <param name="log">The log.</param>
/// <param name="found">Takes what is broken.</param>
/// <param name="finalNs">When the final phase began, run clock, ns.</param>
internal sealed class LogRules(History history, LogSequence log, Findings found, long finalNs)
{
    private readonly Dictionary<long, (Value Value, KeyedCall By)> byOffset = [];
    private readonly Dictionary<Value, (long Offset, KeyedCall By)> byValue = [];

    /// <summary>Checks all rules.</summary>
    public void Check()
    {
        foreach (var (offset, value, by) in log.Told) CheckOne(offset, value, by);
        foreach (var poll in log.Polls) CheckOrigin(poll);
        CheckPolls();
        CheckOrder();
        CheckScans();
    }

    private void CheckOne(long offset, Value value, KeyedCall by)
    {
        if (!byOffset.TryAdd(offset, (value, by)) && byOffset[offset] is var other && other.Value != value)
        {
            Report(
                InvariantNames.InconsistentOffsets, [other.By.Invoke, by.Invoke], Math.Max(other.By.Return, by.Return),
                $"Offset {offset} of {Log} holds {other.Value} for {found.Who(other.By.Invoke)} ({found.When(other.By.Return)}), and {value} for "
                + $"{found.Who(by.Invoke)} ({found.When(by.Return)}).");
        }

        if (!byValue.TryAdd(value, (offset, by)) && byValue[value] is var first && first.Offset != offset)
        {
            Report(
                InvariantNames.DuplicateMessage, [first.By.Invoke, by.Invoke], Math.Max(first.By.Return, by.Return),
                $"Value {value} of {Log} is at offset {first.Offset} for {found.Who(first.By.Invoke)}, and at offset {offset} for {found.Who(by.Invoke)}.");
        }
    }

    private void CheckOrigin(LogPoll poll)
    {
        foreach (var (offset, value) in poll.Seen)
        {
            var how = !log.Appends.TryGetValue(value, out var append) ? "nobody appended it"
                : append.Type is OperationType.Fail ? "its append had certainly failed"
                : append.Invoke > poll.Call.Return ? "its append began only later"
                : null;
            if (how is null) continue;
            Report(
                InvariantNames.PhantomMessage, log.Appends.ContainsKey(value) ? [append.Invoke, poll.Call.Invoke] : [poll.Call.Invoke], poll.Call.Return,
                $"{found.Who(poll.Call.Invoke)} polled {value} at offset {offset} of {Log}, but {how}.");
        }
    }

    private void CheckPolls()
    {
        long[] known = [.. byOffset.Keys.Order()];
        foreach (var poll in log.Polls)
        {
            var last = poll.From - 1;
            foreach (var (offset, _) in poll.Seen)
            {
                if (offset <= last)
                {
                    Report(
                        InvariantNames.ReorderedMessage, [poll.Call.Invoke], poll.Call.Return,
                        $"The poll of {Log} from {poll.From} by {found.Who(poll.Call.Invoke)} gave offset {offset} where {last + 1} or a later one was due.");
                    break;
                }

                CheckPassedOver(poll, known, last + 1, offset);
                last = offset;
            }
        }
    }

    private void CheckPassedOver(LogPoll poll, long[] known, long from, long until)
    {
        var at = Array.BinarySearch(known, from);
        if (at < 0) at = ~at;
        if (at >= known.Length || known[at] >= until) return;
        var (value, by) = byOffset[known[at]];
        Report(
            InvariantNames.SkippedMessage, [by.Invoke, poll.Call.Invoke], poll.Call.Return,
            $"The poll of {Log} from {poll.From} by {found.Who(poll.Call.Invoke)} passed over {value} at offset {known[at]}, and went on with offset "
            + $"{until}.");
    }

    // What began after an offset was told to somebody comes behind it.
    private void CheckOrder()
    {
        var told = log.Told.OrderBy(item => item.By.Return).ToArray();
        var (next, highest) = (0, -1);
        foreach (var (value, append) in log.Appends.Where(pair => byValue.ContainsKey(pair.Key)).OrderBy(pair => pair.Value.Invoke))
        {
            for (; next < told.Length && told[next].By.Return < append.Invoke; next++)
                if (highest < 0 || told[next].Offset > told[highest].Offset) highest = next;
            if (highest < 0 || told[highest].Offset < byValue[value].Offset) continue;
            var before = told[highest];
            if (before.Value == value) continue; // polled before it was appended: told as a phantom
            Report(
                InvariantNames.ReorderedMessage, [before.By.Invoke, append.Invoke], byValue[value].By.Return,
                $"Value {value} of {Log} is at offset {byValue[value].Offset}, but its append began at {found.When(append.Invoke)}, when {before.Value} "
                + $"at offset {before.Offset} had been told to {found.Who(before.By.Invoke)}.");
        }
    }

    private void CheckScans()
    {
        var scans = log.Polls.Where(poll => history.TimeNsAt(poll.Call.Invoke) >= finalNs)
            .GroupBy(poll => history[poll.Call.Invoke].Node ?? $"process {history.ProcessAt(poll.Call.Invoke)}", StringComparer.Ordinal)
            .Select(LastScan).OfType<LogPoll[]>().ToArray();
        log.Scans = scans.Length;
        if (scans.Length == 0) log.Unseen = log.Appends.Count(append => append.Value.Type is OperationType.Ok && !IsPolled(append.Key));
        var lost = new HashSet<Value>();
        foreach (var scan in scans)
        {
            var seen = scan.SelectMany(poll => poll.Seen).Select(item => item.Value).ToHashSet();
            foreach (var (value, append) in log.Appends)
            {
                if (append.Return > scan[0].Call.Invoke || append.Type is not OperationType.Ok || seen.Contains(value) || !lost.Add(value)) continue;
                var offset = byValue.TryGetValue(value, out var place) ? $" at offset {place.Offset}" : "";
                Report(
                    InvariantNames.LostMessage, [append.Invoke, scan[0].Call.Invoke, scan[^1].Call.Invoke], scan[^1].Call.Return,
                    $"Value {value} of {Log}, appended by {found.Who(append.Invoke)}{offset} and acknowledged at {found.When(append.Return)}, is "
                    + $"missing in the scan of the whole log by {found.Who(scan[0].Call.Invoke)} at {found.When(scan[0].Call.Invoke)}.");
            }
        }
    }

    private bool IsPolled(Value value) => log.Polls.Exists(poll => poll.Seen.Any(item => item.Value == value));

    // From the first offset to where nothing more is, each poll going on where the one before ended.
    private static LogPoll[]? LastScan(IEnumerable<LogPoll> polls)
    {
        var scan = new List<LogPoll>();
        LogPoll[]? complete = null;
        foreach (var poll in polls)
        {
            if (poll.From == 0) scan.Clear();
            else if (scan.Count == 0 || poll.From > (scan[^1].Seen is [.., var end] ? end.Offset + 1 : scan[^1].From)) continue;
            scan.Add(poll);
            if (poll.Seen.Count == 0) complete = [.. scan];
        }

        return complete;
    }

    private void Report(string name, int[] parts, int certainAt, string sentence) =>
        found.Add(name, log.Key, parts, certainAt == int.MaxValue ? parts.Max() : certainAt, sentence);

    private string Log => log.Key ?? "the log";
}
