namespace Chaos.Checking;

/// <summary>Judges one object of any model by the search, and says what was refused where it is not linearizable.</summary>
internal sealed class ModelJudge
{
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
        var outcome = SearchEngine.Run(problem, allowance, allowance.MostConfigurations, sabotage);
        var judgement = new ObjectJudgement(source, outcome.Verdict, EngineNames.Search)
        {
            Configurations = outcome.Configurations,
            Reached = outcome.Reached,
            Why = outcome.Why is null
                ? null
                : $"{outcome.Why} after {outcome.Reached:N0} of {problem.Count:N0} returns and {outcome.Configurations:N0} configurations; "
                    + $"up to {problem.SlotCount} operations overlap and {problem.OpenKinds.Length} have no known outcome",
        };
        return outcome.Verdict is Verdict.Invalid
            ? judgement with { AnomalyCount = 1, Anomalies = [ModelExplainer.Explain(model, source, End(outcome.Reached), allowance.ForExplanation())] }
            : judgement;
    }

    // The return that could not be passed.
    private int End(int reached) => source.Calls.Where(call => !call.IsOpen).Select(call => call.Return).Order().ElementAt(reached);
}
