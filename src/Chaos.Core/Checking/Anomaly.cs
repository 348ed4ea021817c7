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
}
