namespace Chaos.Reports;

/// <summary>One violation as it is stored.</summary>
public sealed record AnomalySummary
{
    /// <summary>Its published name: <c>stale-read</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The checker that found it.</summary>
    public required string Checker { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The key, where there is one.</summary>
    public string? Key { get; init; }

    /// <summary>The indexes of the invocations that contradict each other, in order of time.</summary>
    public required IReadOnlyList<long> Operations { get; init; }

    /// <summary>For each operation what part it plays.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>When it was certain, run clock, ms.</summary>
    public double AtMs { get; init; }
}
