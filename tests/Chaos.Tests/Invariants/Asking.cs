using Chaos.Tests.Checking;

namespace Chaos.Tests.Invariants;

/// <summary>Short ways to write and to judge histories of invariants.</summary>
internal static class Asking
{
    public static Value List(params long[] items) => Value.Of([.. items.Select(item => Value.Of(item))]);

    public static Value Pairs(params (long Offset, long Value)[] items) =>
        Value.Of([.. items.Select(item => Value.Of(Value.Of(item.Offset), Value.Of(item.Value)))]);

    public static HistoryScript Add(this HistoryScript script, int process, long element) =>
        script.Invoke(process, SetOperations.Add, Value.Of(element), "s").Ok(process);

    public static HistoryScript ReadSet(this HistoryScript script, int process, params long[] seen) =>
        script.Invoke(process, SetOperations.Read, default, "s").Ok(process, List(seen));

    public static HistoryScript Enqueue(this HistoryScript script, int process, long value) =>
        script.Invoke(process, QueueOperations.Enqueue, Value.Of(value), "q").Ok(process);

    public static HistoryScript Dequeue(this HistoryScript script, int process, long? value) =>
        script.Invoke(process, QueueOperations.Dequeue, default, "q").Ok(process, value is { } some ? Value.Of(some) : Value.Null);

    public static HistoryScript Append(this HistoryScript script, int process, long value, long offset) =>
        script.Invoke(process, LogOperations.Append, Value.Of(value), "l").Ok(process, Value.Of(Value.Of(offset), Value.Of(value)));

    public static HistoryScript Poll(this HistoryScript script, int process, long from, params (long Offset, long Value)[] seen) =>
        script.Invoke(process, LogOperations.Poll, LogOperations.PollOf("l", from, 10).Value, "l").Ok(process, Pairs(seen));

    public static HistoryScript Put(this HistoryScript script, int process, long value, long revision) =>
        script.Invoke(process, WatchOperations.Write, Value.Of(value), "w").Ok(process, Value.Of(Value.Of(revision), Value.Of(value)));

    public static HistoryScript Watch(this HistoryScript script, int process, long from, params (string Kind, long Revision, long Value)[] told) =>
        script.Invoke(process, WatchOperations.Watch, WatchOperations.WatchOf(from, 100, 1).Value).Ok(process, Value.Of([.. told.Select(Item)]));

    public static CheckResult By(this HistoryScript script, IChecker checker) => script.Build().By(checker);

    public static CheckResult By(this History history, IChecker checker) =>
        checker.Check(new Evidence(history, [], []), new CheckBudget(), CancellationToken.None);

    public static string[] Names(this CheckResult result) => [.. result.Anomalies.Select(anomaly => anomaly.Name).Distinct()];

    private static Value Item((string Kind, long Revision, long Value) item)
    {
        var (kind, revision) = (Value.Of(item.Kind), Value.Of(item.Revision));
        return item.Kind switch
        {
            WatchOperations.Put => Value.Of(kind, revision, Value.Of("w"), Value.Of(item.Value)),
            WatchOperations.Deleted => Value.Of(kind, revision, Value.Of("w")),
            _ => Value.Of(kind, revision),
        };
    }
}
