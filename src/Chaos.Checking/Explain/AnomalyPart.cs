namespace Chaos.Checking;

/// <summary>The calls of an anomaly, as the anomaly takes them: what ended after it was certain, and what is optional, counts as open.</summary>
internal static class AnomalyPart
{
    /// <summary>The object's history with those calls only.</summary>
    public static ObjectHistory Of(IModel model, ObjectHistory source, Anomaly anomaly)
    {
        var members = anomaly.Operations.ToHashSet();
        var optional = anomaly.Optional.ToHashSet();
        var until = anomaly.UntilIndex ?? long.MaxValue;
        var calls = new List<Call>();
        foreach (var call in source.Calls)
        {
            var invocation = source.Invocation(call);
            if (!members.Contains(invocation.Index)) continue;
            var isOpen = call.IsOpen || source.History[call.Return].Index > until || optional.Contains(invocation.Index);
            if (isOpen && model is IObservingModel observing && observing.IsObservation(invocation, null)) continue;
            calls.Add(isOpen ? new Call(call.Invoke, Call.Never) : call);
        }

        return source with { Calls = calls };
    }
}
