namespace Chaos.Checking;

/// <summary>Judges one object of any model by the search, and says what was refused where it is not linearizable.</summary>
internal sealed class ModelJudge
{
    private const long ConfigurationLimit = 200_000;
    private readonly IModel model;
    private readonly ObjectHistory source;
    private readonly Allowance allowance;
    private readonly Sabotage sabotage;

    /// <summary>Prepares one object.</summary>
    public ModelJudge(IModel model, ObjectHistory source, Allowance allowance, Sabotage sabotage)
    {
        this.model = model;
        this.source = source;
        this.allowance = allowance;
        this.sabotage = sabotage;
    }

    /// <summary>Judges.</summary>
    public ObjectJudgement Judge()
    {
        var problem = ModelTransitions.Problem(model, source);
        var outcome = SearchEngine.Run(problem, allowance, long.MaxValue, sabotage);
        var judgement = new ObjectJudgement(source, outcome.Verdict, EngineNames.Search)
        {
            Configurations = outcome.Configurations,
            Why = outcome.Why is null
                ? null
                : $"{outcome.Why} after {outcome.Reached:N0} of {problem.Count:N0} returns and {outcome.Configurations:N0} configurations; "
                    + $"up to {problem.SlotCount} operations overlap and {problem.OpenKinds.Length} have no known outcome",
        };
        return outcome.Verdict is Verdict.Invalid
            ? judgement with { AnomalyCount = 1, Anomalies = [Explain(outcome, (ModelTransitions)problem.Transitions)] }
            : judgement;
    }

    private Anomaly Explain(in SearchOutcome outcome, ModelTransitions transitions)
    {
        var end = source.Calls.Where(call => !call.IsOpen).Select(call => call.Return).Order().ElementAt(outcome.Reached);
        var last = source.Calls.First(call => call.Return == end);
        var refusal = model.Apply(transitions.StateOf(outcome.State), source.Invocation(last), source.Completion(last)).Reason
            ?? "what must come first was refused";
        var members = WithoutObservations(
            [.. source.Calls.Where(call => call.Invoke < end).Select(call => call.Return > end ? new Call(call.Invoke, Call.Never) : call)]);
        var subject = ViolationText.Subject(source.Invocation(last));
        return new Anomaly
        {
            Name = "non-linearizable",
            Sentence = $"no order of these {members.Length} operations that agrees with real time is legal in the model {model.Name}: the "
                + $"{subject} ended at {ViolationText.Seconds(source.History[end].TimeNs)}, and at the end of the longest legal order the "
                + $"model says: {refusal}",
            Key = source.Key,
            Operations = [.. members.Select(call => source.Invocation(call).Index)],
            Roles = [.. members.Select(Role)],
            AtNs = source.History[end].TimeNs,
        };
    }

    // Observations may go one by one; what changes the state must stay, because others may depend on it.
    private Call[] WithoutObservations(Call[] calls)
    {
        if (model is not IObservingModel observing) return calls;
        var observations = Array.FindAll(calls, call => observing.IsObservation(source.Invocation(call), source.Completion(call)));
        for (var piece = Math.Max(1, observations.Length); ; piece = Math.Max(1, piece / 2))
        {
            foreach (var chunk in observations.Chunk(piece))
            {
                var without = calls.Except(chunk).ToArray();
                if (without.Length < calls.Length && Contradicts(without)) calls = without;
            }

            if (piece == 1) return calls;
        }
    }

    private bool Contradicts(Call[] calls)
    {
        var problem = ModelTransitions.Problem(model, source with { Calls = calls });
        return SearchEngine.Run(problem, allowance, ConfigurationLimit).Verdict is Verdict.Invalid;
    }

    private string Role(Call call)
    {
        ref readonly var invocation = ref source.Invocation(call);
        var argument = invocation.Value.IsNull ? "" : $" {invocation.Value}";
        return source.Completion(call) is { } end
            ? $"{invocation.F}{argument} gave {end.Value}"
            : $"{invocation.F}{argument} (outcome unknown)";
    }
}
