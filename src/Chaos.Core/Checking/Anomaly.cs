namespace Chaos;

/// <summary>One violation.</summary>
public sealed record Anomaly
{
    /// <summary>Its published name: <c>stale-read</c>, <c>lost-update</c>, <c>non-linearizable</c>, <c>G1a</c>, ...</summary>
    public required string Name { get; init; }

    /// <summary>What happened, in a sentence that names the operations, their times and values.</summary>
    public required string Sentence { get; init; }

    /// <summary>The key, where there is one.</summary>
    public string? Key { get; init; }

    /// <summary>The indexes (<see cref="Operation.Index"/>) of the invocations that contradict each other, in order of time.</summary>
    public required IReadOnlyList<long> Operations { get; init; }

    /// <summary>For each of <see cref="Operations"/> what part it plays, in a few words.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>When it was certain, run clock, ns.</summary>
    public long AtNs { get; init; }

    /// <summary>
    /// The index of the completion with which it was certain: operations that ended later count as still running. Null where all
    /// that ended counts.
    /// </summary>
    public long? UntilIndex { get; init; }

    /// <summary>
    /// Those of <see cref="Operations"/> of which the contradiction needs nothing but that they may have happened: at any time after
    /// their invocation, or never.
    /// </summary>
    public IReadOnlyList<long> Optional { get; init; } = [];

    /// <summary>
    /// Weaker guarantees that all operations on the key, taken alone, keep nevertheless: <c>sequential-consistency</c>,
    /// <c>regular-register</c> (which <c>safe-register</c> follows from) or <c>safe-register</c>. Empty where none is kept, and where it was
    /// not found out.
    /// </summary>
    public IReadOnlyList<string> Keeps { get; init; } = [];

    /// <summary>How far an order of these operations gets, and what stops it; null where the checker does not judge by a model.</summary>
    public Explanation? Explanation { get; init; }
}
