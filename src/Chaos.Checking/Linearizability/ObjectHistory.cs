namespace Chaos.Checking;

/// <summary>The part of a history that concerns one independent object: what is checked, in order of invocation.</summary>
/// <param name="Key">The object; null where there is only one.</param>
/// <param name="History">The whole history.</param>
/// <param name="Calls">Its operations, without those that certainly never happened.</param>
internal sealed record ObjectHistory(string? Key, History History, IReadOnlyList<Call> Calls)
{
    /// <summary>How many of them have a known outcome.</summary>
    public int Completed { get; } = Calls.Count(call => !call.IsOpen);

    /// <summary>The invocation.</summary>
    public Operation Invocation(Call call) => History[call.Invoke];

    /// <summary>The completion, null where the outcome is not known.</summary>
    public Operation? Completion(Call call) => call.IsOpen ? null : History[call.Return];

    /// <summary>Splits a history by key, in order of first use.</summary>
    public static List<ObjectHistory> Split(History history, IModel model)
    {
        var single = new List<Call>();
        var ofKey = new List<Call>?[64]; // by the number of the entry's own key
        var byName = new Dictionary<string, List<Call>>(StringComparer.Ordinal);
        var order = new List<(string? Key, List<Call> Calls)>();
        for (var i = 0; i < history.Count; i++)
        {
            if (!history.IsInvocationAt(i) || !TryCall(history, model, i, out var call)) continue;
            var number = history.KeyNumberAt(i);
            var key = model.KeyOf(history[i]);
            var isOwn = ReferenceEquals(key, history.TextOf(number));
            if (number >= ofKey.Length) Array.Resize(ref ofKey, Math.Max(number + 1, ofKey.Length * 2));
            if (key is null) (number, isOwn) = (0, true);
            var calls = isOwn ? ofKey[number] : null;
            if (calls is null && key is not null && !byName.TryGetValue(key, out calls)) byName[key] = calls = [];
            calls ??= single;
            if (isOwn) ofKey[number] = calls;
            if (calls.Count == 0) order.Add((key, calls));
            calls.Add(call);
        }

        return order.ConvertAll(part => new ObjectHistory(part.Key, history, part.Calls));
    }

    private static bool TryCall(History history, IModel model, int position, out Call call)
    {
        var end = history.CompletionOf(position);
        var type = end < 0 ? OperationType.Info : history.TypeAt(end);
        call = new Call(position, type is OperationType.Info ? Call.Never : end);
        if (type is OperationType.Ok) return true;
        if (model is not IObservingModel observing) return type is OperationType.Info;
        return type is OperationType.Info
            ? !observing.IsObservation(history[position], null)
            : observing.IsObservation(history[position], history[end]);
    }
}
