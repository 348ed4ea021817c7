namespace Chaos.Checking;

/// <summary>The engines that <see cref="CheckBudget.Engine"/> can force.</summary>
public static class EngineNames
{
    /// <summary>For registers whose written values all differ: polynomial.</summary>
    public const string Zones = "zones";

    /// <summary>For any model: a search with memory.</summary>
    public const string Search = "search";

    /// <summary>For unique ids: no two may be equal.</summary>
    public const string Distinct = "distinct";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Distinct, Search, Zones];
}
