namespace Chaos.Checking;

/// <summary>Runs the configuration search with a mask that is wide enough.</summary>
internal static class SearchEngine
{
    /// <summary>The most completed calls on one object that may overlap.</summary>
    public const int MaxPending = 128;

    /// <summary>Searches for a legal order.</summary>
    /// <param name="problem">The calls.</param>
    /// <param name="allowance">What it may cost.</param>
    /// <param name="limit">How many configurations it may look at.</param>
    /// <param name="sabotage">For tests.</param>
    public static SearchOutcome Run(
        SearchProblem problem, Allowance allowance, long limit = long.MaxValue, Sabotage sabotage = Sabotage.None) =>
        problem.SlotCount switch
        {
            <= 64 => new ConfigurationSearch<ulong>(problem, sabotage).Run(allowance, limit),
            <= MaxPending => new ConfigurationSearch<UInt128>(problem, sabotage).Run(allowance, limit),
            _ => new SearchOutcome(
                Verdict.Unknown, 0, 0, 0, $"{problem.SlotCount} operations overlap, and the search can follow {MaxPending} at once"),
        };
}
