namespace Chaos.Nemeses;

/// <summary>What a nemesis is made of.</summary>
public sealed record NemesisSettings
{
    /// <summary>Its parameters, checked against its description.</summary>
    public required Options Parameters { get; init; }

    /// <summary>The budget that all nemeses of the run share.</summary>
    public required FaultBudget Budget { get; init; }

    /// <summary>
    /// How long the main phase lasts, so that no fault begins just before its end, when nothing could be tried during it; null where
    /// that is not known.
    /// </summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>When it acts, instead of its own timing: in a mix or a replay. Null for its own.</summary>
    internal IGenerator? Generator { get; init; }

    /// <summary>What stands between the lane and the family: in a replay the stored draws. Default: nothing.</summary>
    internal Func<IFaultFamily, IFaultFamily> Wrap { get; init; } = family => family;
}
