using System.Runtime.CompilerServices;

namespace Chaos.Checking;

/// <summary>The part of a history that concerns one independent object: what is checked, in order of invocation.</summary>
/// <param name="Key">The object; null where there is only one.</param>
/// <param name="History">The whole history.</param>
/// <param name="Calls">Its operations, without those that certainly never happened.</param>
internal sealed record ObjectHistory(string? Key, History History, IReadOnlyList<Call> Calls)
{
    /// <summary>How many of them have a known outcome.</summary>
    public int Completed { get; } = CountCompleted(Calls);

    /// <summary>The invocation.</summary>
    public Operation Invocation(Call call) => History[call.Invoke];

    /// <summary>The completion, null where the outcome is not known.</summary>
    public Operation? Completion(Call call) => call.IsOpen ? null : History[call.Return];

    /// <summary>Splits a history by key, in order of first use.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static List<ObjectHistory> Split(History history, IModel model)
    {
        if (model is IElementModel elements) return ElementSplit.Of(history, elements, CallsOf(history, model));
        var ofKey = new List<Call>?[64]; // by the number of the entry's own key
        var byName = new Dictionary<string, List<Call>>(StringComparer.Ordinal);
        var order = new List<(string? Key, List<Call> Calls)>();
        for (var i = 0; i < history.Count; i++)
        {
            if (!history.IsInvocationAt(i) || !TryCall(history, model, i, out var call)) continue;
            var number = history.KeyNumberAt(i);
            if (number >= ofKey.Length) Array.Resize(ref ofKey, Math.Max(number + 1, ofKey.Length * 2));
            var calls = ofKey[number];
            if (calls is null || model is not IKeyModel) calls = Calls(number, model.KeyOf(history[i]));
            calls.Add(call);
        }

        return order.ConvertAll(part => new ObjectHistory(part.Key, history, part.Calls));

        List<Call> Calls(int number, string? key)
        {
            var isOwn = ReferenceEquals(key, history.TextOf(number));
            if (isOwn && ofKey[number] is { } known) return known;
            var calls = key is null ? ofKey[0] : byName.GetValueOrDefault(key);
            if (calls is null) order.Add((key, calls = []));
            if (key is null) ofKey[0] = calls;
            else byName[key] = calls;
            if (isOwn) ofKey[number] = calls;
            return calls;
        }
    }

    private static List<Call> CallsOf(History history, IModel model)
    {
        var calls = new List<Call>(history.Count / 2);
        for (var i = 0; i < history.Count; i++)
            if (history.IsInvocationAt(i) && TryCall(history, model, i, out var call)) calls.Add(call);
        return calls;
    }

    private static int CountCompleted(IReadOnlyList<Call> calls)
    {
        var count = 0;
        for (var i = 0; i < calls.Count; i++)
            if (!calls[i].IsOpen) count++;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool TryCall(History history, IModel model, int position, out Call call)
    {
        var end = history.CompletionOf(position);
        var type = end < 0 ? OperationType.Info : history.TypeAt(end);
        call = new Call(position, type is OperationType.Info ? Call.Never : end);
        if (type is OperationType.Ok) return true;
        if (model is RegisterModel) return RegisterModel.Counts(history, position, type is OperationType.Info ? -1 : end);
        if (model is not IObservingModel observing) return type is OperationType.Info;
        return type is OperationType.Info
            ? !observing.IsObservation(history[position], null)
            : observing.IsObservation(history[position], history[end]);
    }
}
