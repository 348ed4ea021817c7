namespace Chaos.Checking;

/// <summary>Judges one register: zones where they apply, else the search; then explains what contradicts.</summary>
internal sealed class RegisterJudge
{
    /// <summary>Violations of one object that are explained; the others are counted.</summary>
    public const int MaxExplained = 5;

    private const int MaxShrunk = 20_000;
    private const int SmallestTail = 200;
    private readonly RegisterObject register;
    private readonly Allowance allowance;
    private readonly Sabotage sabotage;

    /// <summary>Prepares one register.</summary>
    public RegisterJudge(ObjectHistory source, Allowance allowance, Sabotage sabotage)
    {
        register = new RegisterObject(source);
        this.allowance = allowance;
        this.sabotage = sabotage;
    }

    /// <summary>Judges with the engine of that name; null for the one that fits.</summary>
    public ObjectJudgement Judge(string? engine)
    {
        var fits = ZoneEngine.Fits(register.Calls, register.Values.Count);
        if ((engine ?? EngineNames.Zones) != EngineNames.Zones || (!fits && engine is null)) return Search();
        if (fits) return Zones();
        return new ObjectJudgement(register.Source, Verdict.Unknown, EngineNames.Zones)
        {
            Why = "the engine zones needs every written value to be different and every observed value to be known, which is not so here",
        };
    }

    private ObjectJudgement Zones()
    {
        var conflicts = ZoneEngine.Conflicts(register.Calls, register.Values.Count, sabotage);
        if (conflicts.Count == 0) return new ObjectJudgement(register.Source, Verdict.Valid, EngineNames.Zones);
        var shrinker = new RegisterShrinker(register.Calls, allowance.ForExplanation());
        var explainer = new RegisterExplainer(register);
        var kept = WeakerGuarantees.Of(register);
        return new ObjectJudgement(register.Source, Verdict.Invalid, EngineNames.Zones)
        {
            AnomalyCount = conflicts.Count,
            Anomalies = [.. conflicts.Take(MaxExplained).Select(conflict => explainer.Explain(
                Numbers(register.Calls, shrinker.Shrink(shrinker.Closure(conflict)))) with { Keeps = kept })],
        };
    }

    private ObjectJudgement Search()
    {
        var calls = register.Calls;
        if (sabotage is Sabotage.DropObservedOpen) calls = Array.FindAll(calls, call => !call.IsOpen);
        var problem = RegisterTransitions.Problem(calls);
        var outcome = SearchEngine.Run(problem, allowance, allowance.MostConfigurations, sabotage);
        var judgement = new ObjectJudgement(register.Source, outcome.Verdict, EngineNames.Search)
        {
            Configurations = outcome.Configurations,
            Reached = outcome.Reached,
            Why = outcome.Why is null
                ? null
                : $"{outcome.Why} after {outcome.Reached:N0} of {problem.Count:N0} returns and {outcome.Configurations:N0} configurations; "
                    + $"up to {problem.SlotCount} operations overlap and {problem.OpenKinds.Length} have no known outcome",
        };
        return outcome.Verdict is Verdict.Invalid
            ? judgement with { AnomalyCount = 1, Anomalies = [Explain(calls, outcome.Reached)] }
            : judgement;
    }

    // Up to and with the return that could not be passed; what was pending then may or may not have taken effect.
    private Anomaly Explain(RegisterCall[] calls, int reached)
    {
        var end = calls.Where(call => !call.IsOpen).Select(call => call.Return).Order().ElementAt(reached);
        RegisterCall[] prefix = [.. calls
            .Where(call => call.Invoke < end)
            .Select(call => call.Return > end ? call.Opened : call)
            .Where(call => !call.IsOpen || !call.IsObservation)];
        var explainer = new RegisterExplainer(register, end);
        var shrinker = new RegisterShrinker(prefix, allowance.ForExplanation());
        if (prefix.Length <= MaxShrunk) return explainer.Explain(Numbers(prefix, shrinker.Shrink(Range(0, prefix.Length))));
        for (var length = SmallestTail; length <= MaxShrunk; length *= 10)
        {
            var tail = shrinker.Closure(Range(prefix.Length - length, length));
            if (tail.Length <= MaxShrunk && shrinker.Contradicts(tail)) return explainer.Explain(Numbers(prefix, shrinker.Shrink(tail)));
        }

        return Unshrunk.Of(explainer.Explain([prefix.First(call => call.Return == end).Source]), register.Source);
    }

    private static int[] Range(int first, int count) => [.. Enumerable.Range(first, count)];

    private static int[] Numbers(RegisterCall[] calls, int[] members) => Array.ConvertAll(members, member => calls[member].Source);
}
