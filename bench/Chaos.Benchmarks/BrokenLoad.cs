namespace Chaos.Benchmarks;

/// <summary>Histories of which one result, or two that are swapped, are surely wrong; far behind the beginning.</summary>
internal static class BrokenLoad
{
    /// <summary>A copy of a history with one result made wrong.</summary>
    public static List<Operation> Of(string kind, List<Operation> entries)
    {
        if (kind is "queue" or "stack") return Swapped(kind, entries);
        if (kind == "log") return Forgotten(entries);
        var broken = new List<Operation>(entries);
        var from = entries.Count * 95 / 100;
        var at = entries.FindIndex(from, entry => entry.Type is OperationType.Ok && Fits(kind, entry));
        if (at < 0) throw new InvalidOperationException($"The history of the {kind} is too short to be broken.");
        broken[at] = kind switch
        {
            "set" => entries[at] with { Value = Value.Of(entries[at].Value.AsList()[0], Value.Of("false")) },
            "counter" => entries[at] with { Value = Value.Of(entries[at].Value.AsInteger() / 2) },
            "mutex" => entries[at],
            _ => entries[at] with { Value = Earlier(entries, at) },
        };
        return kind == "mutex" ? Locked(broken, at) : broken;
    }

    private static bool Fits(string kind, in Operation entry) => kind switch
    {
        "unordered-queue" => entry.F == "dequeue" && !entry.Value.IsNull,
        "set" => entry.F == "add",
        "counter" => entry.F == "read",
        _ => entry.F == "acquire",
    };

    // What a take gave long before.
    private static Value Earlier(List<Operation> entries, int at)
    {
        var other = entries.FindLastIndex(at * 9 / 10, entry => entry.Type is OperationType.Ok && entry.F == entries[at].F && !entry.Value.IsNull);
        return entries[other].Value;
    }

    // Two takes, one after the other, have their results swapped of which one value was certainly added after the other.
    private static List<Operation> Swapped(string kind, List<Operation> entries)
    {
        var history = new History(entries);
        var adds = Enumerable.Range(0, entries.Count)
            .Where(i => entries[i] is { Type: OperationType.Invoke, F: "enqueue" or "push" } && history.CompletionOf(i) is >= 0 and var end
                && entries[end].Type is OperationType.Ok)
            .ToDictionary(i => entries[i].Value, i => (Invoke: i, Return: history.CompletionOf(i)));
        var takes = Enumerable.Range(entries.Count / 2, entries.Count / 2)
            .Where(i => entries[i] is { Type: OperationType.Invoke, F: "dequeue" or "pop" } && history.CompletionOf(i) is >= 0 and var end
                && entries[end] is { Type: OperationType.Ok, Value.IsNull: false } && adds.ContainsKey(entries[end].Value))
            .Select(i => (Invoke: i, Return: history.CompletionOf(i)))
            .ToArray();
        foreach (var first in takes)
        {
            foreach (var second in takes.Where(take => take.Invoke > first.Return).Take(2_000))
            {
                var (x, y) = (entries[first.Return].Value, entries[second.Return].Value);
                var (older, newer) = kind == "queue" ? (x, y) : (y, x);
                if (adds[older].Return > adds[newer].Invoke || adds[newer].Return > first.Invoke) continue;
                var swapped = new List<Operation>(entries) { [first.Return] = entries[first.Return] with { Value = y } };
                swapped[second.Return] = entries[second.Return] with { Value = x };
                return swapped;
            }
        }

        throw new InvalidOperationException($"The history of the {kind} has no two values to swap.");
    }

    // A read finds nothing at an offset that was certainly taken when it began.
    private static List<Operation> Forgotten(List<Operation> entries)
    {
        var (longest, whenBegun) = (-1L, new Dictionary<int, long>());
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Type is OperationType.Invoke) whenBegun[entry.Process] = longest;
            if (entry.Type is not OperationType.Ok || entry.Value.AsList()[1].IsNull) continue;
            var offset = entry.Value.AsList()[0].AsInteger();
            if (entry.F == "read" && offset <= whenBegun[entry.Process] && i > entries.Count * 95L / 100)
                return new List<Operation>(entries) { [i] = entry with { Value = Value.Of(Value.Of(offset), Value.Null) } };
            longest = Math.Max(longest, offset);
        }

        throw new InvalidOperationException("The history of the log has no read to break.");
    }

    // After the lock was got it is got again, more often than releases of unknown outcome can have made it free.
    private static List<Operation> Locked(List<Operation> entries, int at)
    {
        var again = entries[at] with { Process = int.MaxValue - 1 };
        var ended = entries.Take(at).Where(entry => entry is { F: "release", Type: OperationType.Ok or OperationType.Fail }).Count();
        var times = entries.Take(at).Count(entry => entry is { F: "release", Type: OperationType.Invoke }) - ended + 1;
        entries.InsertRange(at + 1, Enumerable.Range(0, times).SelectMany(_ => new[] { again with { Type = OperationType.Invoke }, again }));
        return [.. entries.Select((entry, index) => entry with { Index = index })];
    }
}
