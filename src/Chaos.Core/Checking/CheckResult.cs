namespace Chaos;

/// <summary>What a checker found.</summary>
public sealed record CheckResult
{
    /// <summary>The checker's name.</summary>
    public required string Name { get; init; }

    /// <summary>Which family the verdict belongs to.</summary>
    public required VerdictFamily Family { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>A sentence: why.</summary>
    public required string Reason { get; init; }

    /// <summary>Violations, each with its evidence; empty unless invalid.</summary>
    public IReadOnlyList<Anomaly> Anomalies { get; init; } = [];

    /// <summary>Further figures, for instance keys checked or the engine chosen.</summary>
    public IReadOnlyDictionary<string, string> Details { get; init; } = new Dictionary<string, string>();

    /// <summary>What could not be decided, object by object, at most a hundred; empty unless something ran out.</summary>
    public IReadOnlyList<Undecided> Undecided { get; init; } = [];
}
