namespace Chaos.Reports;

/// <summary>All repeats of one system under one nemesis in one size.</summary>
public sealed record SweepSize
{
    /// <summary>How many nodes.</summary>
    public required int Nodes { get; init; }

    /// <summary>How many of them make a majority.</summary>
    public required int Majority { get; init; }

    /// <summary>How many may fail.</summary>
    public required int Tolerated { get; init; }

    /// <summary>Why there are no figures, in a sentence; null where there are.</summary>
    public string? WhyNone { get; init; }

    /// <summary>Repeats that gave figures.</summary>
    public int Repeats { get; init; }

    /// <summary>The worst verdict of the repeats; unknown where there is none.</summary>
    public Verdict Verdict { get; init; } = Verdict.Unknown;

    /// <summary>Median latency, ms: geometric mean of the repeats.</summary>
    public Band? P50Ms { get; init; }

    /// <summary>90th percentile, ms.</summary>
    public Band? P90Ms { get; init; }

    /// <summary>99th percentile, ms.</summary>
    public Band? P99Ms { get; init; }

    /// <summary>99.9th percentile, ms.</summary>
    public Band? P999Ms { get; init; }

    /// <summary>Answered operations a second: mean of the repeats.</summary>
    public Band? AnsweredPerSecond { get; init; }

    /// <summary>The share of operations without an answer, 0 to 1.</summary>
    public double UnansweredShare { get; init; }

    /// <summary>Elections for each run, the mean.</summary>
    public double LeaderChanges { get; init; }

    /// <summary>The faults of all repeats.</summary>
    public int Faults { get; init; }

    /// <summary>Median of the time to the first error, of the faults that had one, ms.</summary>
    public double? FirstErrorMs { get; init; }

    /// <summary>Median of the longest time without an answer, ms.</summary>
    public double? UnavailableMs { get; init; }

    /// <summary>The longest of these times, ms.</summary>
    public double? WorstUnavailableMs { get; init; }

    /// <summary>Median of the time to a new leader, of the faults that had an election, ms.</summary>
    public double? NewLeaderMs { get; init; }

    /// <summary>Median of the time to 90 % of the earlier rate, of the faults after which it came back, ms.</summary>
    public double? BackMs { get; init; }

    /// <summary>Sums up the runs of a size.</summary>
    public static SweepSize Of(int nodes, IReadOnlyList<SweepRun> runs)
    {
        var figures = runs.Select(run => run.Figures).OfType<SweepFigures>().ToArray();
        var faults = figures.SelectMany(one => one.Faults).ToArray();
        return new()
        {
            Nodes = nodes,
            Majority = (nodes / 2) + 1,
            Tolerated = (nodes - 1) / 2,
            WhyNone = figures.Length > 0 ? null : runs is [var first, ..] ? first.Run.Summary : "It was not run.",
            Repeats = figures.Length,
            Verdict = runs.Count == 0 ? Verdict.Unknown : runs.Max(run => run.Run.Verdict),
            P50Ms = Latency(one => one.P50Ms),
            P90Ms = Latency(one => one.P90Ms),
            P99Ms = Latency(one => one.P99Ms),
            P999Ms = Latency(one => one.P999Ms),
            AnsweredPerSecond = Band.Of(figures.Select(one => one.AnsweredPerSecond).ToArray()),
            UnansweredShare = figures.Length == 0 ? 0 : figures.Average(one => one.UnansweredShare),
            LeaderChanges = figures.Length == 0 ? 0 : figures.Average(one => one.LeaderChanges),
            Faults = faults.Length,
            FirstErrorMs = Median(faults.Select(fault => fault.FirstErrorMs)),
            UnavailableMs = Median(faults.Select(fault => (double?)fault.UnavailableMs)),
            WorstUnavailableMs = faults.Max(fault => (double?)fault.UnavailableMs),
            NewLeaderMs = Median(faults.Select(fault => fault.NewLeaderMs)),
            BackMs = Median(faults.Select(fault => fault.BackMs)),
        };

        Band? Latency(Func<SweepFigures, double?> of) => Band.OfLatencies(figures.Select(of).OfType<double>().ToArray());
    }

    /// <summary>A size that a series does not have.</summary>
    public static SweepSize None(int nodes, string why) => Of(nodes, []) with { WhyNone = why };

    private static double? Median(IEnumerable<double?> values)
    {
        var sorted = values.OfType<double>().Order().ToArray();
        if (sorted.Length == 0) return null;
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
