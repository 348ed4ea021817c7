namespace Chaos.Checking;

/// <summary>Judges one object of a model that needs no search.</summary>
internal static class ExactJudge
{
    /// <summary>Judges.</summary>
    public static ObjectJudgement Judge(IExactModel model, ObjectHistory source)
    {
        var found = model.Contradictions(source);
        return new ObjectJudgement(source, found.Count == 0 ? Verdict.Valid : Verdict.Invalid, model.Engine)
        {
            AnomalyCount = found.Count,
            Anomalies = [.. found.Take(RegisterJudge.MaxExplained).Select(contradiction => Explain(source, contradiction))],
        };
    }

    private static Anomaly Explain(ObjectHistory source, Contradiction contradiction) => new()
    {
        Name = "non-linearizable",
        Sentence = contradiction.Sentence,
        Key = source.Key,
        Operations = [.. contradiction.Calls.Select(call => source.Invocation(call).Index)],
        Roles = [.. contradiction.Calls.Select(call => Role(source, call))],
        AtNs = contradiction.Calls.Where(call => !call.IsOpen).Max(call => source.History[call.Return].TimeNs),
    };

    private static string Role(ObjectHistory source, Call call)
    {
        var invocation = source.Invocation(call);
        var argument = invocation.Value.IsNull ? "" : $" {invocation.Value}";
        return source.Completion(call) is { } end
            ? $"{invocation.F}{argument} gave {end.Value}"
            : $"{invocation.F}{argument} (outcome unknown)";
    }
}
