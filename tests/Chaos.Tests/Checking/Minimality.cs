namespace Chaos.Tests.Checking;

/// <summary>
/// Whether the operations of an anomaly are a contradiction by themselves, and a smallest one: without any one of them the rest is
/// legal, or lacks a write that an observation in it may have seen.
/// </summary>
internal static class Minimality
{
    public static bool Holds(History history, Anomaly anomaly)
    {
        var last = (int)(anomaly.UntilIndex ?? history.Count - 1);
        if (RegisterOracle.IsLinearizable(Part(history, anomaly.Operations, last))) return false;
        foreach (var left in anomaly.Operations)
        {
            var rest = anomaly.Operations.Where(index => index != left).ToArray();
            var isLegal = RegisterOracle.IsLinearizable(Part(history, rest, last));
            var isUnsound = rest.Any(index => Sees(history, index).Contains(Written(history[(int)left])));
            if (!isLegal && !isUnsound) return false;
        }

        return true;
    }

    private static int End(History history, long index) =>
        history.CompletionOf((int)index) is var end && end >= 0 && history[end].Type is not OperationType.Info ? end : -1;

    // The entries of these operations up to a position; what ends later has no known outcome yet.
    private static IEnumerable<Operation> Part(History history, IReadOnlyList<long> invocations, int last)
    {
        var positions = invocations.Select(index => (int)index).ToHashSet();
        foreach (var invocation in invocations) positions.Add(history.CompletionOf((int)invocation));
        return Enumerable.Range(0, last + 1).Where(positions.Contains).Select(position => history[position]);
    }

    private static Value Written(in Operation invocation) => invocation.F switch
    {
        "write" => invocation.Value,
        "cas" => invocation.Value.AsList()[1],
        _ => Value.Of("nothing"),
    };

    // The values that an operation may have seen: all but one for a mismatch that does not tell.
    private static HashSet<Value> Sees(History history, long index)
    {
        var invocation = history[(int)index];
        if (invocation.F == "write") return [];
        var end = End(history, index);
        if (invocation.F == "read") return end < 0 ? [] : [history[end].Value];
        if (end < 0 || history[end].Type is OperationType.Ok) return [invocation.Value.AsList()[0]];
        if (!history[end].Evidence.IsNull) return [history[end].Evidence];
        return [.. history.Select(operation => Written(operation)).Where(value => value != invocation.Value.AsList()[0])];
    }
}
