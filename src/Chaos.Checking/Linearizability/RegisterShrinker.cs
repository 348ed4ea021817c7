namespace Chaos.Checking;

/// <summary>
/// Makes a contradiction small. Leaving calls out is sound as long as every observation that stays keeps all calls that may have
/// written what it saw: an order of all calls, if there was one, stays legal when the others are struck out. So what is left is a
/// contradiction of the whole history, and not an artefact of what is missing.
/// </summary>
internal sealed class RegisterShrinker
{
    private const long ConfigurationLimit = 200_000;

    // Calls and configurations looked at in all, some seconds of work: what is left then is sound, though perhaps not smallest.
    private const long WorkLimit = 20_000_000;
    private readonly RegisterCall[] calls;
    private readonly RegisterSources sources;
    private readonly Allowance allowance;
    private readonly int[][] observersOf;
    private long work;

    /// <summary>Shrinks subsets of these calls, which are in order of invocation.</summary>
    public RegisterShrinker(RegisterCall[] calls, Allowance allowance)
    {
        this.calls = calls;
        this.allowance = allowance;
        sources = new RegisterSources(calls);
        observersOf = new int[calls.Length][];
        var observers = new List<int>[calls.Length];
        for (var i = 0; i < calls.Length; i++)
            foreach (var source in sources.Of(i)) (observers[source] ??= []).Add(i);
        for (var i = 0; i < calls.Length; i++) observersOf[i] = observers[i] is { } list ? [.. list] : [];
    }

    /// <summary>
    /// A sound superset of some calls: with what they may have seen, and for calls of unknown outcome with what shows that they happened.
    /// </summary>
    public int[] Closure(IEnumerable<int> seed)
    {
        var kept = new SortedSet<int>(seed);
        var open = new Stack<int>(kept);
        while (open.TryPop(out var call))
            foreach (var other in sources.Of(call).Concat(calls[call].IsOpen ? Witnesses(call) : []))
                if (kept.Add(other)) open.Push(other);
        return [.. kept];
    }

    /// <summary>Whether no order of these calls is legal. False also where that could not be found out cheaply.</summary>
    public bool Contradicts(int[] subset)
    {
        var problem = RegisterTransitions.Problem(RegisterObject.WithoutUseless(Array.ConvertAll(subset, i => calls[i])));
        var outcome = SearchEngine.Run(problem, allowance, ConfigurationLimit);
        work += subset.Length + outcome.Configurations;
        return outcome.Verdict is Verdict.Invalid;
    }

    /// <summary>Leaves out what it can, in ever smaller pieces, as long as a contradiction remains and neither time nor effort runs out.</summary>
    public int[] Shrink(int[] subset)
    {
        var piece = Math.Max(1, subset.Length / 2);
        while (true)
        {
            var smaller = Pass(subset, piece);
            if (piece == 1 && smaller.Length == subset.Length) return smaller;
            subset = smaller;
            piece = Math.Max(1, Math.Min(piece / 2, subset.Length / 2));
        }
    }

    private int[] Witnesses(int call)
    {
        var value = calls[call].Writes;
        var completed = Array.FindIndex(calls, other => !other.IsOpen && other.Observes == value);
        return completed >= 0
            ? [completed]
            : [.. Enumerable.Range(0, calls.Length).Where(other => calls[other].Observes == value)];
    }

    // Tries to leave out each piece once, observations first: they take nothing else along.
    private int[] Pass(int[] subset, int piece)
    {
        var order = subset.OrderBy(call => calls[call].IsObservation ? 0 : 1).ThenByDescending(call => call).ToArray();
        for (var start = 0; start < order.Length; start += piece)
        {
            if (work > WorkLimit || allowance.Exhausted() is not null) return subset;
            var without = Without(subset, order.AsSpan(start, Math.Min(piece, order.Length - start)));
            if (without.Length > 0 && without.Length < subset.Length && Contradicts(without)) subset = without;
        }

        return subset;
    }

    private int[] Without(int[] subset, ReadOnlySpan<int> removed)
    {
        var kept = new HashSet<int>(subset);
        var open = new Stack<int>();
        foreach (var call in removed)
            if (kept.Remove(call)) open.Push(call);
        while (open.TryPop(out var call))
            foreach (var observer in observersOf[call])
                if (kept.Remove(observer)) open.Push(observer);
        return Array.FindAll(subset, kept.Contains);
    }
}
