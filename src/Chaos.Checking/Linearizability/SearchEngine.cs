using System.Numerics;

namespace Chaos.Checking;

/// <summary>
/// Runs the configuration search with a mask that is wide enough, and with open calls counted as roughly as will do. What is found while
/// few vectors of used open calls are kept is an order of the calls; what is not found with open calls without number has none. Only
/// where both leave it open the vectors are kept that tell.
/// </summary>
internal static class SearchEngine
{
    /// <summary>The most completed calls on one object that may overlap.</summary>
    public const int MaxPending = 128;

    private static readonly SearchMode[] Modes = [SearchMode.Narrow, SearchMode.Plenty, SearchMode.Wide, SearchMode.Exact];

    /// <summary>Searches for a legal order.</summary>
    /// <param name="problem">The calls.</param>
    /// <param name="allowance">What it may cost.</param>
    /// <param name="limit">How many configurations it may look at.</param>
    /// <param name="sabotage">For tests.</param>
    public static SearchOutcome Run(
        SearchProblem problem, Allowance allowance, long limit = long.MaxValue, Sabotage sabotage = Sabotage.None) =>
        problem.SlotCount switch
        {
            <= 64 => Run<ulong>(problem, allowance, limit, sabotage),
            <= MaxPending => Run<UInt128>(problem, allowance, limit, sabotage),
            _ => new SearchOutcome(
                Verdict.Unknown, 0, 0, 0, $"{problem.SlotCount} operations overlap, and the search can follow {MaxPending} at once"),
        };

    private static SearchOutcome Run<TMask>(SearchProblem problem, Allowance allowance, long limit, Sabotage sabotage)
        where TMask : struct, IBinaryInteger<TMask>
    {
        long configurations = 0;
        SearchOutcome outcome = default;
        foreach (var mode in Modes)
        {
            var search = new ConfigurationSearch<TMask>(problem, mode, sabotage);
            var most = limit - configurations;
            outcome = search.Run(allowance, mode is SearchMode.Plenty ? Math.Min(most, PlentyLimit(problem, configurations)) : most);
            var isWasted = mode is SearchMode.Plenty && outcome.Verdict is Verdict.Unknown;
            if (!isWasted) configurations += outcome.Configurations;
            outcome = outcome with { Configurations = configurations };
            var isFinal = outcome.Verdict switch
            {
                Verdict.Valid => mode is not SearchMode.Plenty || sabotage is Sabotage.PlentyDecides,
                Verdict.Invalid => !search.HasDropped || sabotage is Sabotage.NarrowDecides,
                _ => !isWasted,
            };
            if (isFinal) break;
        }

        return outcome;
    }

    // A call that may be used any number of times can make states without end (a version that it raises), so that search has a bound
    // of its own; past it the exact ones go on.
    private static long PlentyLimit(SearchProblem problem, long narrow) => 10_000 + (100L * problem.Count) + (20 * narrow);
}
