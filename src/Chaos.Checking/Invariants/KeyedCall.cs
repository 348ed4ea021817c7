namespace Chaos.Checking;

/// <summary>An operation of one object, as positions in the history.</summary>
/// <param name="Invoke">The position of its invocation.</param>
/// <param name="Return">The position of its completion; the largest number where it ended as info or never.</param>
/// <param name="Type">How it ended; info where it never did.</param>
internal readonly record struct KeyedCall(int Invoke, int Return, OperationType Type)
{
    /// <summary>All operations of clients, by key (null counts as one), in order of first use and of invocation.</summary>
    public static IReadOnlyList<(string? Key, List<KeyedCall> Calls)> ByKey(History history)
    {
        var order = new List<(string? Key, List<KeyedCall> Calls)>();
        var places = new Dictionary<int, List<KeyedCall>>();
        for (var at = 0; at < history.Count; at++)
        {
            if (!history.IsInvocationAt(at)) continue;
            var key = history.KeyNumberAt(at);
            if (!places.TryGetValue(key, out var calls))
            {
                places[key] = calls = [];
                order.Add((history.TextOf(key), calls));
            }

            var end = history.CompletionOf(at);
            var type = end < 0 ? OperationType.Info : history.TypeAt(end);
            calls.Add(new(at, type is OperationType.Info ? int.MaxValue : end, type));
        }

        return order;
    }
}
