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

    /// <summary>For FIFO queues whose values differ.</summary>
    public const string Queue = "queue";

    /// <summary>For unordered queues whose values differ.</summary>
    public const string Bag = "bag";

    /// <summary>For stacks whose values differ.</summary>
    public const string Stack = "stack";

    /// <summary>For what is on or off: locks, and single elements of sets.</summary>
    public const string TwoState = "two-state";

    /// <summary>For logs whose appends and reads tell offsets.</summary>
    public const string Offsets = "offsets";

    /// <summary>For counters of which every add adds the same.</summary>
    public const string Steps = "steps";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Bag, Distinct, Offsets, Queue, Search, Stack, Steps, TwoState, Zones];
}
