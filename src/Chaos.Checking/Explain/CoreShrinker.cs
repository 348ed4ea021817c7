namespace Chaos.Checking;

/// <summary>
/// Makes a contradiction small for any model. A call is never struck out while it could be needed: it is freed, which means that it may
/// take effect at any time after its invocation, with any result, or never. An order of all calls, if there was one, is one of the
/// weaker problem too; so what stays illegal is a contradiction of the whole history. Calls that stay bound are the core. Of the freed
/// ones those are kept that make the core legal as soon as any one of its calls is freed too: without them the core would only
/// show that something is missing.
/// </summary>
internal sealed class CoreShrinker
{
    private const long ConfigurationLimit = 20_000;

    // Calls and configurations looked at in all, a second or so: what is left then is sound, though perhaps not smallest.
    private const long WorkLimit = 3_000_000;
    private const int MostUnproven = 40;
    private const int MostFreeAppends = 6;
    private readonly IModel model;
    private readonly ObjectHistory source;
    private readonly Call[] calls;
    private readonly Allowance allowance;
    private readonly bool[] observes;
    private long work;

    /// <summary>Shrinks these calls of an object, which are in order of invocation.</summary>
    public CoreShrinker(IModel model, ObjectHistory source, Call[] calls, Allowance allowance)
    {
        this.model = model;
        this.source = source;
        this.calls = calls;
        this.allowance = allowance;
        observes = Array.ConvertAll(calls, call => model is IObservingModel observing
            && observing.IsObservation(source.Invocation(call), source.Completion(call)));
    }

    /// <summary>Whether no order of all the calls is legal. False also where that could not be found out cheaply.</summary>
    public bool Contradicts() =>
        Judge([.. Enumerable.Range(0, calls.Length).Where(call => !calls[call].IsOpen)], [.. Enumerable.Range(0, calls.Length)]) is Verdict.Invalid;

    /// <summary>The bound calls and the freed ones that belong to them, by their place.</summary>
    public (int[] Core, int[] Freed) Shrink()
    {
        var others = WithoutElements();
        var bound = Array.FindAll(others, call => !calls[call].IsOpen);
        bound = Smallest(bound, rest => Judge(rest, others) is Verdict.Invalid);
        var freed = others.Except(bound).Where(call => !observes[call]).ToArray();
        if (IsWhole(bound, freed)) freed = Smallest(freed, rest => IsWhole(bound, rest));
        else if (freed.Length > MostUnproven) freed = [];
        return (bound, freed);
    }

    // All calls but those on elements that the contradiction does not need.
    private int[] WithoutElements()
    {
        int[] all = [.. Enumerable.Range(0, calls.Length)];
        if (ElementGroups.Tails(model, source, calls) is { } tails)
        {
            foreach (var tail in tails)
            {
                var without = all.Except(tail).ToArray();
                if (Judge(without, []) is not Verdict.Invalid) break;
                all = without;
            }
        }

        if (ElementGroups.Of(model, source, calls) is not { } groups) return all;
        var places = Smallest([.. Enumerable.Range(0, groups.Count)], rest => Judge(Without(rest), []) is Verdict.Invalid);
        return Without(places);

        int[] Without(int[] kept) => [.. all.Except(Enumerable.Range(0, groups.Count).Except(kept).SelectMany(group => groups[group]))];
    }

    // Whether the core is legal as soon as any one of its calls is free.
    private bool IsWhole(int[] bound, int[] free) =>
        Array.TrueForAll(bound, call => Judge([.. bound.Where(other => other != call)], [call, .. free]) is Verdict.Valid);

    // Leaves out what it can in ever smaller pieces, as long as it holds and there is time.
    private int[] Smallest(int[] items, Predicate<int[]> holds)
    {
        for (var piece = Math.Max(1, items.Length / 2); ; piece = Math.Max(1, piece / 2))
        {
            var before = items.Length;
            foreach (var chunk in Enumerable.Reverse(items).ToArray().Chunk(piece))
            {
                if (work > WorkLimit || allowance.Exhausted() is not null) return items;
                var without = items.Except(chunk).ToArray();
                if (without.Length < items.Length && holds(without)) items = without;
            }

            if (piece == 1 && items.Length == before) return items;
        }
    }

    private Verdict Judge(int[] bound, int[] free)
    {
        var kept = new SortedDictionary<int, Call>();
        foreach (var call in free)
            if (!observes[call]) kept[call] = new Call(calls[call].Invoke, Call.Never);
        foreach (var call in bound) kept[call] = calls[call];
        var part = source with { Calls = [.. kept.Values] };
        work += kept.Count;
        // Free appends to a log have more orders than the oracle can try, as soon as there are many.
        if (model is LogModel && free.Count(call => !calls[call].IsOpen && !observes[call]) > MostFreeAppends) return Verdict.Unknown;
        if ((model as IPolynomialModel)?.Polynomial.Judge(part) is { Verdict: not Verdict.Unknown } finding) return finding.Verdict;
        var problem = ModelTransitions.Problem(model, part);
        var outcome = SearchEngine.Run(problem, allowance, ConfigurationLimit);
        work += outcome.Configurations;
        return outcome.Verdict;
    }
}
