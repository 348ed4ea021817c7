namespace Chaos.Checking;

/// <summary>What was found out about one object.</summary>
/// <param name="Source">The object's operations.</param>
/// <param name="Verdict">Whether they are linearizable.</param>
/// <param name="Engine">The engine that judged.</param>
internal sealed record ObjectJudgement(ObjectHistory Source, Verdict Verdict, string Engine)
{
    /// <summary>Violations, some of them where there are many.</summary>
    public IReadOnlyList<Anomaly> Anomalies { get; init; } = [];

    /// <summary>How many violations were found.</summary>
    public int AnomalyCount { get; init; }

    /// <summary>How many configurations the search looked at.</summary>
    public long Configurations { get; init; }

    /// <summary>How many completions the engine passed, where it is unknown.</summary>
    public int Reached { get; init; }

    /// <summary>Why it is unknown, and how far the engine came.</summary>
    public string? Why { get; init; }

    /// <summary>Why the search judged and not the model's own engine; null where it has none, or that one judged.</summary>
    public string? Unfit { get; init; }
}
