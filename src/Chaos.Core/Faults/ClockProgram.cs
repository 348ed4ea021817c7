namespace Chaos;

/// <summary>How a node's wall clock goes wrong.</summary>
public sealed record ClockProgram
{
    /// <summary>Ahead of the true time by this much (behind, where negative).</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>The offset grows by this many parts in a million of the time that passes (shrinks, where negative).</summary>
    public double DriftPpm { get; init; }

    /// <summary>The offset jumps between 0 and its value, at each of these periods; null where it stays.</summary>
    public TimeSpan? StrobeEvery { get; init; }
}
