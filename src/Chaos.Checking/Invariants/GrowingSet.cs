namespace Chaos.Checking;

/// <summary>The adds and reads of one set, as positions in the history.</summary>
internal sealed class GrowingSet(string? key)
{
    /// <summary>The set; null where there is only one.</summary>
    public string? Key => key;

    /// <summary>The adds by element.</summary>
    public Dictionary<Value, AddedElement> Adds { get; } = [];

    /// <summary>The reads that ended ok, in order of invocation.</summary>
    public List<SetRead> Reads { get; } = [];

    /// <summary>Splits a history into sets.</summary>
    /// <exception cref="HistoryFormatException">An operation is none of a set, or an element is added twice.</exception>
    public static List<GrowingSet> AllOf(History history)
    {
        var sets = new Dictionary<int, GrowingSet>();
        for (var at = 0; at < history.Count; at++)
        {
            if (!history.IsInvocationAt(at)) continue;
            var key = history.KeyNumberAt(at);
            if (!sets.TryGetValue(key, out var set)) sets[key] = set = new GrowingSet(history.TextOf(key));
            set.Take(history, at);
        }

        return [.. sets.Values];
    }

    private void Take(History history, int at)
    {
        var end = history.CompletionOf(at);
        var type = end < 0 ? OperationType.Info : history.TypeAt(end);
        switch (history.TextOf(history.FNumberAt(at)))
        {
            case SetOperations.Add:
                var element = history.ValueOf(history.ValueNumberAt(at));
                if (!Adds.TryAdd(element, new AddedElement(at, type is OperationType.Ok ? end : int.MaxValue, type)))
                    throw Misfit.Of(history[at], $"the element {element} is added to {key ?? "the set"} a second time");
                break;
            case SetOperations.Read when type is not OperationType.Ok:
                break;
            case SetOperations.Read:
                var seen = history.ValueOf(history.ValueNumberAt(end));
                if (seen.Kind is not ValueKind.List)
                    throw Misfit.Of(history[at], $"a read of a set ends with the list of its elements, but this one with {seen}");
                Reads.Add(SetRead.Of(at, end, seen.AsList()));
                break;
            default:
                throw Misfit.Function(history[at], "grow-set", "add and read");
        }
    }
}
