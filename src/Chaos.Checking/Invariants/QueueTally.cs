namespace Chaos.Checking;

/// <summary>What went into one queue and came out of it.</summary>
/// <param name="history">The history.</param>
/// <param name="key">The queue.</param>
/// <param name="finalNs">When the final phase began, run clock, ns.</param>
/// <param name="found">Takes what is broken.</param>
internal sealed class QueueTally(History history, string? key, long finalNs, Findings found)
{
    private readonly Dictionary<Value, KeyedCall> enqueues = [];
    private readonly Dictionary<Value, KeyedCall> takenBy = [];
    private int lastEmpty = -1;

    /// <summary>Values whose enqueue ended ok.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Dequeues that gave a value.</summary>
    public int Dequeued { get; private set; }

    /// <summary>Values that came more than once, each time counted.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Values of unknown outcome that came out.</summary>
    public int Recovered { get; private set; }

    /// <summary>Acknowledged values that nobody is known to have got.</summary>
    public int Missing { get; private set; }

    /// <summary>Dequeues of unknown outcome.</summary>
    public int OpenDequeues { get; private set; }

    /// <summary>Whether values are missing and nobody knows whether they are still in the queue.</summary>
    public bool IsUndecided { get; private set; }

    /// <summary>Why.</summary>
    public string WhyUndecided =>
        $"{Missing:N0} acknowledged values of {key ?? "the queue"} were not dequeued, and it was not drained: no final dequeue found nothing. "
        + "It would help: fewer values, or a lower rate.";

    /// <summary>Takes in the operations.</summary>
    public void Take(IReadOnlyList<KeyedCall> calls, bool duplicatesAllowed)
    {
        foreach (var call in calls)
        {
            switch (history.TextOf(history.FNumberAt(call.Invoke)))
            {
                case QueueOperations.Enqueue: TakeEnqueue(call); break;
                case QueueOperations.Dequeue: break;
                default: throw Misfit.Function(history[call.Invoke], "total-queue", "enqueue and dequeue");
            }
        }

        foreach (var call in calls)
            if (history.TextOf(history.FNumberAt(call.Invoke)) == QueueOperations.Dequeue) TakeDequeue(call, duplicatesAllowed);
        CheckLost();
    }

    private void TakeEnqueue(KeyedCall call)
    {
        var value = history.ValueOf(history.ValueNumberAt(call.Invoke));
        if (!enqueues.TryAdd(value, call)) throw Misfit.Of(history[call.Invoke], $"the value {value} is enqueued a second time");
        if (call.Type is OperationType.Ok) Acknowledged++;
    }

    private void TakeDequeue(KeyedCall call, bool duplicatesAllowed)
    {
        if (call.Type is OperationType.Info) OpenDequeues++;
        if (call.Type is not OperationType.Ok) return;
        var value = history.ValueOf(history.ValueNumberAt(call.Return));
        if (value.IsNull)
        {
            if (history.TimeNsAt(call.Invoke) >= finalNs) lastEmpty = Math.Max(lastEmpty, call.Invoke);
            return;
        }

        Dequeued++;
        if (!enqueues.TryGetValue(value, out var enqueue))
        {
            Report(
                InvariantNames.PhantomMessage, [call.Invoke], call.Return,
                $"{What(value)} was dequeued by {found.Who(call.Invoke)}, but nobody enqueued it.");
        }
        else if (enqueue.Type is OperationType.Fail || enqueue.Invoke > call.Return)
        {
            var how = enqueue.Type is OperationType.Fail ? "its enqueue had certainly failed" : "its enqueue began only later";
            Report(
                InvariantNames.PhantomMessage, [enqueue.Invoke, call.Invoke], call.Return,
                $"{What(value)} was dequeued by {found.Who(call.Invoke)} at {found.When(call.Return)}, but {how}.");
        }
        else if (!takenBy.TryAdd(value, call))
        {
            Duplicates++;
            if (duplicatesAllowed) return;
            Report(
                InvariantNames.DuplicateMessage, [enqueue.Invoke, takenBy[value].Invoke, call.Invoke], call.Return,
                $"{What(value)} was dequeued twice: by {found.Who(takenBy[value].Invoke)} at {found.When(takenBy[value].Return)}, and by "
                + $"{found.Who(call.Invoke)} at {found.When(call.Return)}.");
        }
        else if (enqueue.Type is OperationType.Info)
        {
            Recovered++;
        }
    }

    private void CheckLost()
    {
        var missing = enqueues.Where(pair => pair.Value.Type is OperationType.Ok && !takenBy.ContainsKey(pair.Key))
            .OrderBy(pair => pair.Value.Return).ToArray();
        Missing = missing.Length;
        var gone = missing.Where(pair => pair.Value.Return < lastEmpty).ToArray();
        if (gone.Length <= OpenDequeues)
        {
            // Those that may still be in the queue are only a doubt where more are missing than unknown dequeues can have taken.
            IsUndecided = missing.Length > OpenDequeues;
            return;
        }

        foreach (var (value, enqueue) in gone)
        {
            Report(
                InvariantNames.LostMessage, [enqueue.Invoke, lastEmpty], history.CompletionOf(lastEmpty),
                $"{What(value)}, enqueued by {found.Who(enqueue.Invoke)} and acknowledged at {found.When(enqueue.Return)}, never came out: the dequeue by "
                + $"{found.Who(lastEmpty)} at {found.When(lastEmpty)} found the queue empty"
                + (OpenDequeues == 0 ? "." : $", and only {OpenDequeues:N0} of {gone.Length:N0} such values can have gone to dequeues of unknown outcome."));
        }
    }

    private void Report(string name, int[] parts, int certainAt, string sentence) => found.Add(name, key, parts, certainAt, sentence);

    private string What(Value value) => $"Value {value}{(key is null ? "" : $" of {key}")}";
}
