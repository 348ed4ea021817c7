namespace Chaos;

/// <summary>Why the operations of an <see cref="Anomaly"/> contradict each other: how far an order of them gets, and what stops it there.</summary>
public sealed record Explanation
{
    /// <summary>Whether the oracle confirms the contradiction.</summary>
    public required Confirmation Confirmation { get; init; }

    /// <summary>
    /// The longest legal beginning of an order of these operations that agrees with real time. Where there are several, one of them;
    /// where the oracle had to give up (<see cref="Chaos.Confirmation.TooLarge"/>), the longest that it met.
    /// </summary>
    public IReadOnlyList<LegalStep> Prefix { get; init; } = [];

    /// <summary>Each operation that could come next by real time, and why it may not: in the model's own words.</summary>
    public IReadOnlyList<Refusal> Refusals { get; init; } = [];

    /// <summary>The operations in time as lines of text, one column a process; the numbers are places in <see cref="Anomaly.Operations"/>.</summary>
    public IReadOnlyList<string> Table { get; init; } = [];
}
