namespace Chaos.Checking;

/// <summary>All changes that anybody was told of, by revision.</summary>
internal sealed class WatchedChanges
{
    private readonly Findings found;
    private readonly Dictionary<(string Key, Value Value), KeyedCall> writes = [];
    private readonly Dictionary<string, KeyedCall> deletes = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, (WatchItem Change, KeyedCall By)> byRevision = [];
    private readonly List<(long Revision, KeyedCall Call)> acknowledged = [];
    private long[] revisions = [];

    private WatchedChanges(Findings found) => this.found = found;

    /// <summary>The watches that ended ok.</summary>
    public List<WatchStream> Streams { get; } = [];

    /// <summary>How many changes are known.</summary>
    public int KnownCount => byRevision.Count;

    /// <summary>Takes in a history, and notes where two tellings of one revision differ.</summary>
    /// <exception cref="HistoryFormatException">An operation is none of a watch.</exception>
    public static WatchedChanges Of(History history, Findings found)
    {
        var changes = new WatchedChanges(found);
        var calls = KeyedCall.ByKey(history).SelectMany(part => part.Calls).OrderBy(call => call.Invoke).ToArray();
        foreach (var call in calls) changes.Take(history, call);
        foreach (var stream in changes.Streams)
            foreach (var item in stream.Items)
                if (item.IsChange) changes.Know(item, stream.Call);
        changes.revisions = [.. changes.byRevision.Keys];
        return changes;
    }

    /// <summary>The first known change of a range that is not among those told; null where there is none.</summary>
    /// <param name="from">The first revision.</param>
    /// <param name="until">The last revision.</param>
    /// <param name="told">The revisions that were told.</param>
    public (WatchItem Change, KeyedCall By)? FirstMissing(long from, long until, HashSet<long> told)
    {
        var at = Array.BinarySearch(revisions, from);
        for (at = at < 0 ? ~at : at; at < revisions.Length && revisions[at] <= until; at++)
            if (!told.Contains(revisions[at])) return byRevision[revisions[at]];
        return null;
    }

    /// <summary>Why a change that was told cannot have been; null where it can.</summary>
    public (string Why, int? Invoke)? Doubt(WatchItem item, int toldAt)
    {
        var isKnown = item.Kind == WatchOperations.Put
            ? writes.TryGetValue((item.Key!, item.Value), out var origin)
            : deletes.TryGetValue(item.Key!, out origin);
        if (!isKnown) return ("nobody did that", null);
        if (origin.Type is OperationType.Fail) return ("that had certainly failed", origin.Invoke);
        return origin.Invoke > toldAt ? ("that began only later", origin.Invoke) : null;
    }

    /// <summary>A change that began after another one had ended has the higher revision.</summary>
    public void CheckOrder()
    {
        var ended = acknowledged.OrderBy(item => item.Call.Return).ToArray();
        var (next, highest) = (0, -1);
        foreach (var (revision, call) in acknowledged.OrderBy(item => item.Call.Invoke))
        {
            for (; next < ended.Length && ended[next].Call.Return < call.Invoke; next++)
                if (highest < 0 || ended[next].Revision > ended[highest].Revision) highest = next;
            if (highest < 0 || ended[highest].Revision < revision) continue;
            found.Add(
                InvariantNames.ReorderedChange, null, [ended[highest].Call.Invoke, call.Invoke], call.Return,
                $"The change by {found.Who(call.Invoke)} got revision {revision}, but began at {found.When(call.Invoke)}, when revision "
                + $"{ended[highest].Revision} had been given to {found.Who(ended[highest].Call.Invoke)}.");
        }
    }

    private void Take(History history, KeyedCall call)
    {
        var invocation = history[call.Invoke];
        switch (invocation.F)
        {
            case WatchOperations.Write or WatchOperations.Rewrite:
                var value = invocation.F == WatchOperations.Write ? invocation.Value : invocation.Value.AsList()[0];
                writes[(invocation.Key!, value)] = call;
                TakeResult(history, call, new(WatchOperations.Put, 0, invocation.Key, value));
                break;
            case WatchOperations.Delete:
                // The first that may have happened stands for all of the key.
                if (!deletes.TryGetValue(invocation.Key!, out var earlier) || earlier.Type is OperationType.Fail) deletes[invocation.Key!] = call;
                TakeResult(history, call, new(WatchOperations.Deleted, 0, invocation.Key, Value.Null));
                break;
            case WatchOperations.Watch:
                if (call.Type is not OperationType.Ok) break;
                Streams.Add(new(
                    call, WatchOperations.WatchArguments(invocation.Value).From, WatchItem.AllOf(invocation, history[call.Return].Value)));
                break;
            default:
                throw Misfit.Function(invocation, "watch", "write, rewrite, delete and watch");
        }
    }

    private void TakeResult(History history, KeyedCall call, WatchItem change)
    {
        if (call.Type is not OperationType.Ok) return;
        var result = history[call.Return].Value;
        if (result.Kind is not ValueKind.List || result.AsList() is not [var revision, _])
            throw Misfit.Of(history[call.Invoke], $"a change ends with [revision, value], but this one with {result}");
        if (revision.IsNull) return;
        acknowledged.Add((revision.AsInteger(), call));
        Know(change with { Revision = revision.AsInteger() }, call);
    }

    private void Know(WatchItem change, KeyedCall by)
    {
        if (byRevision.TryAdd(change.Revision, (change, by)) || byRevision[change.Revision].Change == change) return;
        var other = byRevision[change.Revision];
        found.Add(
            InvariantNames.InconsistentRevisions, null, [other.By.Invoke, by.Invoke], Math.Max(other.By.Return, by.Return),
            $"Revision {change.Revision} is the {other.Change.Words} for {found.Who(other.By.Invoke)}, and the {change.Words} for {found.Who(by.Invoke)}.");
    }
}
