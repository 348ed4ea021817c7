namespace Chaos.Reports;

/// <summary>A client's invocation with its completion, where there is one.</summary>
/// <param name="Invocation">What was asked.</param>
/// <param name="Completion">How it ended; null where it never did.</param>
public sealed record Call(Operation Invocation, Operation? Completion)
{
    /// <summary>When the client sent it, run clock, ns.</summary>
    public long InvokedNs => Invocation.TimeNs;

    /// <summary>When it was meant to start, run clock, ns.</summary>
    public long DueNs => Invocation.DueNs ?? Invocation.TimeNs;

    /// <summary>When it was recorded as ended; null where it never was.</summary>
    public long? EndNs => Completion?.TimeNs;

    /// <summary>How it ended; an invocation without completion is info.</summary>
    public OperationType End => Completion?.Type ?? OperationType.Info;

    /// <summary>All calls, in order of invocation.</summary>
    public static List<Call> AllOf(History history)
    {
        var calls = new List<Call>((history.Count / 2) + 1);
        for (var i = 0; i < history.Count; i++)
        {
            var operation = history[i];
            if (!operation.IsClient || operation.Type is not OperationType.Invoke) continue;
            var end = history.CompletionOf(i);
            calls.Add(new Call(operation, end < 0 ? null : history[end]));
        }

        return calls;
    }
}
