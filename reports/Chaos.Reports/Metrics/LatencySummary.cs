namespace Chaos.Reports;

/// <summary>
/// Latencies of one function with one outcome, in ms, from the intended start where there is one (so that a stalled load generator
/// hides nothing), else from the invocation. Percentiles are exact to three significant digits.
/// </summary>
public sealed record LatencySummary
{
    /// <summary>The function: <c>read</c>.</summary>
    public required string Function { get; init; }

    /// <summary>How the operations ended.</summary>
    public required OperationType Outcome { get; init; }

    /// <summary>How many there are.</summary>
    public required long Count { get; init; }

    /// <summary>Median, ms.</summary>
    public required double P50Ms { get; init; }

    /// <summary>90th percentile, ms.</summary>
    public required double P90Ms { get; init; }

    /// <summary>99th percentile, ms.</summary>
    public required double P99Ms { get; init; }

    /// <summary>99.9th percentile, ms.</summary>
    public required double P999Ms { get; init; }

    /// <summary>Largest, ms.</summary>
    public required double MaxMs { get; init; }
}
