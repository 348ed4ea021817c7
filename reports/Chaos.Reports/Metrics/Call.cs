namespace Chaos.Reports;

/// <summary>A client's invocation with its completion, where there is one: two places in a history, which holds the rest.</summary>
public sealed class Call
{
    private readonly History history;
    private readonly int position;
    private readonly int end;

    private Call(History history, int position)
    {
        this.history = history;
        this.position = position;
        end = history.CompletionOf(position);
    }

    /// <summary>What was asked.</summary>
    public Operation Invocation => history[position];

    /// <summary>How it ended; null where it never did.</summary>
    public Operation? Completion => end < 0 ? null : history[end];

    /// <summary>The function.</summary>
    public string Function => history.TextOf(history.FNumberAt(position))!;

    /// <summary>When the client sent it, run clock, ns.</summary>
    public long InvokedNs => history.TimeNsAt(position);

    /// <summary>When it was meant to start, run clock, ns.</summary>
    public long DueNs => history.DueNsAt(position) ?? InvokedNs;

    /// <summary>Whether it is known when it was meant to start.</summary>
    public bool HasDue => history.DueNsAt(position) is not null;

    /// <summary>When it was recorded as ended; null where it never was.</summary>
    public long? EndNs => end < 0 ? null : history.TimeNsAt(end);

    /// <summary>How it ended; an invocation without completion is info.</summary>
    public OperationType End => end < 0 ? OperationType.Info : history.TypeAt(end);

    /// <summary>Whether it is a cas that failed because it saw another value: an answer, not a defect.</summary>
    public bool IsMismatch =>
        End is OperationType.Fail && history.TextOf(history.ErrorNumberAt(end)) == Operation.MismatchError;

    /// <summary>All calls, in order of invocation.</summary>
    public static List<Call> AllOf(History history)
    {
        var calls = new List<Call>((history.Count / 2) + 1);
        for (var i = 0; i < history.Count; i++)
            if (history.IsInvocationAt(i)) calls.Add(new Call(history, i));
        return calls;
    }
}
