namespace Chaos.Checking;

/// <summary>
/// Decides counters of which every add adds the same, in O(n log n). Then the counter goes through its values one by one, so that a read
/// tells how many adds came before it. The engine goes from completion to completion and takes an add only when one ends that has not
/// happened yet, or a read that needs more of them; then the pending one that ends first, those of unknown outcome last. Exact by the
/// same argument as <see cref="TwoStateEngine"/>. With adds of different sizes the question is as hard as finding a subset of given sum.
/// </summary>
internal sealed class StepsEngine : IPolynomialEngine
{
    private StepsEngine()
    {
    }

    /// <summary>The engine.</summary>
    public static StepsEngine Counter { get; } = new();

    /// <inheritdoc/>
    public string Name => EngineNames.Steps;

    /// <inheritdoc/>
    public EngineFinding Judge(ObjectHistory source, Sabotage sabotage = Sabotage.None)
    {
        var step = 0L;
        foreach (var call in source.Calls)
        {
            var invocation = source.Invocation(call);
            if (invocation.F is not ("add" or "read")) throw Misfit.Function(invocation, "counter", "add and read");
            if (invocation.F != "add") continue;
            var added = CounterModel.Added(invocation);
            if (added == 0) continue;
            if (step != 0 && step != added) return EngineFinding.Unfit($"adds of {step} and of {added} can make up the same sum in many ways");
            step = added;
        }

        if (step is long.MinValue || Math.Abs(step) > long.MaxValue / (source.Calls.Count + 1)) return EngineFinding.Unfit("the sum may overflow");
        return new StepsRun(source, step, sabotage).Finding;
    }
}
