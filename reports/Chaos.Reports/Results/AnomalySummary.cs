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
    public IReadOnlyList<string> Roles { get; init => field = value ?? []; } = [];

    /// <summary>When it was certain, run clock, ms.</summary>
    public double AtMs { get; init; }

    /// <summary>
    /// The index of the completion with which it was certain: operations that ended later count as still running. Null where all
    /// that ended counts.
    /// </summary>
    public long? UntilIndex { get; init; }

    /// <summary>
    /// Those of the operations of which it needs nothing but that they may have happened: at any time after their invocation, or never.
    /// </summary>
    public IReadOnlyList<long> Optional { get; init => field = value ?? []; } = [];

    /// <summary>
    /// Weaker guarantees that all operations on the key, taken alone, keep nevertheless: <c>sequential-consistency</c>,
    /// <c>regular-register</c> (which <c>safe-register</c> follows from) or <c>safe-register</c>. Empty where none is kept, and where it was
    /// not found out.
    /// </summary>
    public IReadOnlyList<string> Keeps { get; init => field = value ?? []; } = [];

    /// <summary>How far an order of these operations gets, and what stops it; null where the checker does not judge by a model.</summary>
    public Explanation? Explanation { get; init; }
}
