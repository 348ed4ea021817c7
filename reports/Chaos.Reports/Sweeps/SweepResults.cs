namespace Chaos.Reports;

/// <summary><c>results.json</c> of a sweep, and what <c>chaos sweep --json</c> prints: latency, throughput and recovery by cluster size.</summary>
public sealed record SweepResults
{
    /// <summary>The schema that this version writes.</summary>
    public const string CurrentSchema = "chaos.sweep-results/1";

    /// <summary>The schema of this file.</summary>
    public string Schema { get; init; } = CurrentSchema;

    /// <summary>The sweep in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>As the worst of its runs.</summary>
    public required int ExitCode { get; init; }

    /// <summary>When it began (UTC).</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>The seed of the first repeat; it also shuffles.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How often each size was run.</summary>
    public required int Repeats { get; init; }

    /// <summary>Operations a second, as intended starts.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>The load of a run: time limit, warm-up that is cut off, concurrency, keys, operation timeout.</summary>
    public required IReadOnlyDictionary<string, string> Load { get; init; }

    /// <summary>The cores of the machine.</summary>
    public required int Cores { get; init; }

    /// <summary>What the reader must know to read the figures.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The command that runs it again.</summary>
    public required string Command { get; init; }

    /// <summary>The folder of the sweep.</summary>
    public string? Directory { get; init; }

    /// <summary>The curves.</summary>
    public required IReadOnlyList<SweepSeries> Series { get; init; }

    /// <summary>The runs, in the order in which they were made.</summary>
    public required IReadOnlyList<SweepRun> Runs { get; init; }
}
