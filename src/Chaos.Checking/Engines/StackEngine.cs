namespace Chaos.Checking;

/// <summary>
/// Decides stacks where each popped value was pushed once, in O(n (c + log n)) for c operations at once: <see cref="StackPeeling"/>. Exact
/// where no pop is of unknown outcome, or none of the values is left. Else an order that is found is one, and where none is found though
/// any number of values could be popped by each such pop there is none; between the two the engine does not decide.
/// </summary>
internal sealed class StackEngine : IPolynomialEngine
{
    private const int MostNamed = 5;

    private StackEngine()
    {
    }

    /// <summary>The engine.</summary>
    public static StackEngine Lifo { get; } = new();

    /// <inheritdoc/>
    public string Name => EngineNames.Stack;

    /// <inheritdoc/>
    public EngineFinding Judge(ObjectHistory source, Sabotage sabotage = Sabotage.None)
    {
        var history = ContainerHistory.Of(source, "stack", "push", "pop");
        if (history.Finding is { } early) return early;
        if (EmptinessSweep.Moments(history, sabotage, out var finding) is not { } moments) return finding!;
        var kept = new StackPeeling(history, Cores(history, Call.Never), sabotage);
        if (kept.Run(moments)) return EngineFinding.Valid;
        if (history.Left.Length == 0 || history.OpenTakes.Count == 0 || sabotage is Sabotage.StackFoundDecides) return Invalid(history, kept);
        var free = new StackPeeling(history, Cores(history, history.OpenTakes[0]), sabotage);
        if (!free.Run([])) return Invalid(history, free);
        return sabotage is Sabotage.StackFreeDecides
            ? EngineFinding.Valid
            : EngineFinding.Unfit("it is not clear which values the pops of unknown outcome took");
    }

    private static List<Element> Cores(ContainerHistory history, int leftUntil)
    {
        var cores = new List<Element>(history.Taken.Length);
        foreach (ref readonly var element in history.Taken)
            if (element.HasCore) cores.Add(element);
        foreach (var element in history.Left)
            if (element.AddReturn < leftUntil) cores.Add(element with { TakeInvoke = leftUntil });
        return cores;
    }

    private static EngineFinding Invalid(ContainerHistory history, StackPeeling peeling)
    {
        var stuck = peeling.Stuck;
        var names = string.Join(", ", stuck.Take(MostNamed).Select(element => history.ValueOf(element).ToString()));
        return EngineFinding.Invalid(
            stuck.Select(element => element.Add)
                .Concat(stuck.Where(element => element.IsTaken).Select(element => element.Take))
                .Concat(history.FirstOpen(stuck.Count(element => !element.IsTaken))),
            $"of the {stuck.Count:N0} values {names}{(stuck.Count > MostNamed ? ", ..." : "")} one was on the stack at every moment, and none can have been "
            + "below all others");
    }
}
