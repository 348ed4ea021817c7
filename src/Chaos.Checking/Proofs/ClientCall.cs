namespace Chaos.Checking;

/// <summary>A client's operation, as far as a proof asks for it.</summary>
/// <param name="Node">The node that it was sent to.</param>
/// <param name="IsWrite">Whether it may change something.</param>
/// <param name="InvokedNs">When it was invoked, run clock, ns.</param>
/// <param name="EndedNs">When it ended, run clock, ns; the greatest number where it never did.</param>
/// <param name="End">How it ended; info where it never did.</param>
/// <param name="Observed">Whether its answer tells of the system's state: ok, or a mismatch that it saw.</param>
internal readonly record struct ClientCall(string Node, bool IsWrite, long InvokedNs, long EndedNs, OperationType End, bool Observed)
{
    public static IReadOnlyList<ClientCall> AllOf(History history, IReadOnlyList<string> reads)
    {
        var calls = new List<ClientCall>();
        for (var i = 0; i < history.Count; i++)
        {
            if (!history.IsInvocationAt(i) || history[i] is not { Node: { } node } invocation) continue;
            var end = history.CompletionOf(i);
            var type = end < 0 ? OperationType.Info : history.TypeAt(end);
            var observed = type is OperationType.Ok || (type is OperationType.Fail && history[end].Error == Operation.MismatchError);
            calls.Add(new(node, !reads.Contains(invocation.F), invocation.TimeNs, end < 0 ? long.MaxValue : history.TimeNsAt(end), type, observed));
        }

        return calls;
    }

    /// <summary>Whether it was under way at some moment between these, ns.</summary>
    public bool Touches(long fromNs, long toNs) => InvokedNs <= toNs && EndedNs >= fromNs;
}
