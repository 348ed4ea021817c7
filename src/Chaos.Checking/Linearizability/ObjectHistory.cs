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
    public ref readonly Operation Invocation(Call call) => ref History.Span[call.Invoke];

    /// <summary>The completion, null where the outcome is not known.</summary>
    public Operation? Completion(Call call) => call.IsOpen ? null : History.Span[call.Return];

    /// <summary>Splits a history by key, in order of first use.</summary>
    public static List<ObjectHistory> Split(History history, IModel model)
    {
        var single = new List<Call>();
        var byKey = new Dictionary<string, List<Call>>(StringComparer.Ordinal);
        var order = new List<string?>();
        var operations = history.Span;
        for (var i = 0; i < operations.Length; i++)
        {
            ref readonly var invocation = ref operations[i];
            if (!invocation.IsClient || invocation.Type is not OperationType.Invoke) continue;
            if (!TryCall(history, model, i, out var call)) continue;
            var key = model.KeyOf(invocation);
            var calls = single;
            if (key is not null && !byKey.TryGetValue(key, out calls)) byKey[key] = calls = [];
            if (calls.Count == 0) order.Add(key);
            calls.Add(call);
        }

        return order.ConvertAll(key => new ObjectHistory(key, history, key is null ? single : byKey[key]));
    }

    private static bool TryCall(History history, IModel model, int position, out Call call)
    {
        var operations = history.Span;
        var end = history.CompletionOf(position);
        var type = end < 0 ? OperationType.Info : operations[end].Type;
        call = new Call(position, type is OperationType.Info ? Call.Never : end);
        if (type is OperationType.Ok) return true;
        if (model is not IObservingModel observing) return type is OperationType.Info;
        return type is OperationType.Info
            ? !observing.IsObservation(operations[position], null)
            : observing.IsObservation(operations[position], operations[end]);
    }
}
