namespace Chaos.Benchmarks;

/// <summary>Histories of which one result, or two that are swapped, are surely wrong; far behind the beginning.</summary>
internal static class BrokenLoad
{
    /// <summary>A copy of a history with one result made wrong.</summary>
    public static List<Operation> Of(string kind, List<Operation> entries)
    {
        if (kind is "queue" or "stack") return Swapped(kind, entries);
        var broken = new List<Operation>(entries);
        var from = entries.Count * 95 / 100;
        var at = entries.FindIndex(from, entry => entry.Type is OperationType.Ok && Fits(kind, entry));
        if (at < 0) throw new InvalidOperationException($"The history of the {kind} is too short to be broken.");
        broken[at] = kind switch
        {
            "set" => entries[at] with { Value = Value.Of(entries[at].Value.AsList()[0], Value.Of("false")) },
            "log" => entries[at] with { Value = Value.Of(entries[at].Value.AsList()[0], Value.Null) },
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
        "log" => entry.F == "read" && !entry.Value.AsList()[1].IsNull && entry.Value.AsList()[0].AsInteger() > 0,
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

    // A client that has just got the lock gets it again.
    private static List<Operation> Locked(List<Operation> entries, int at)
    {
        var again = entries[at] with { Process = int.MaxValue - 1 };
        entries.Insert(at + 1, again with { Type = OperationType.Invoke });
        entries.Insert(at + 2, again);
        return [.. entries.Select((entry, index) => entry with { Index = index })];
    }
}
