namespace Chaos;

/// <summary>What a check may cost. A checker that runs out says <see cref="Verdict.Unknown"/> and how far it came.</summary>
public sealed record CheckBudget
{
    /// <summary>Time for the whole check. Default 5 minutes.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes that the check may hold, the history included. Default 2 GiB.</summary>
    public long MemoryLimitBytes { get; init; } = 2L << 30;

    /// <summary>
    /// Whether all that the process holds counts, and not only what the check knows of: true where the process does nothing else. The
    /// runtime itself, some 40 MiB, comes on top.
    /// </summary>
    public bool CountsWholeProcess { get; init; }

    /// <summary>How many threads it may use. Default: one a core.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Measures the time.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Force an engine by name; null for the automatic choice.</summary>
    public string? Engine { get; init; }
}
