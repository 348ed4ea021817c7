namespace Chaos.Reports;

/// <summary>The figures of one run of a sweep, from its files alone. The warm-up is cut off; healing and final operations do not count.</summary>
public sealed record SweepFigures
{
    private const long MsNs = 1_000_000;

    /// <summary>The part of the load that was measured, ms.</summary>
    public required double MeasuredMs { get; init; }

    /// <summary>Operations that were due in it.</summary>
    public required OperationCounts Operations { get; init; }

    /// <summary>Operations that were answered in it, a second: ok, or a compare-and-set that saw another value.</summary>
    public required double AnsweredPerSecond { get; init; }

    /// <summary>The share, from 0 to 1, of operations that were not answered: failed, or given up.</summary>
    public required double UnansweredShare { get; init; }

    /// <summary>Median latency, ms; null where nothing ended.</summary>
    public required double? P50Ms { get; init; }

    /// <summary>90th percentile, ms.</summary>
    public required double? P90Ms { get; init; }

    /// <summary>99th percentile, ms.</summary>
    public required double? P99Ms { get; init; }

    /// <summary>99.9th percentile, ms; null with fewer than 1,000 operations, where it would be the largest of them.</summary>
    public required double? P999Ms { get; init; }

    /// <summary>Elections that were seen in it.</summary>
    public required int LeaderChanges { get; init; }

    /// <summary>What each fault did.</summary>
    public required IReadOnlyList<SweepFault> Faults { get; init; }

    /// <summary>
    /// Computes them. Latency counts from the intended start; of operations that ended ok, of compare-and-sets that saw another value, and
    /// of those that were given up, with the time after which they were: leaving these out would flatter the tail.
    /// </summary>
    /// <param name="evidence">What happened.</param>
    /// <param name="warmUp">How much of the load is cut off at its beginning.</param>
    public static SweepFigures From(Evidence evidence, TimeSpan warmUp)
    {
        var all = Call.AllOf(evidence.History);
        var endNs = RunPhase.StartOf(RunPhase.Heal, evidence) ?? RunMetrics.EndOf(evidence.History);
        var startNs = (all.Count == 0 ? 0 : all.Min(call => call.DueNs)) + ((long)warmUp.TotalMilliseconds * MsNs);
        var calls = all.Where(call => call.DueNs >= startNs && call.DueNs < endNs).ToList();
        var latencies = calls.Where(call => call.EndNs is not null && (IsAnswer(call) || call.End is OperationType.Info))
            .Select(call => Math.Max(0, call.EndNs!.Value - call.DueNs) / 1e6).Order().ToArray();
        var answeredAt = calls.Where(call => IsAnswer(call) && call.EndNs < endNs).Select(call => call.EndNs!.Value).Order().ToArray();
        var elections = RunMetrics.DistinctElections(evidence.Observations).Where(election => election.SentNs >= startNs && election.SentNs < endNs).ToArray();
        var measuredMs = Math.Max(0, endNs - startNs) / 1e6;
        return new()
        {
            MeasuredMs = measuredMs,
            Operations = RunMetrics.Count(calls),
            AnsweredPerSecond = measuredMs > 0 ? Math.Round(answeredAt.Length * 1000 / measuredMs, 2) : 0,
            UnansweredShare = calls.Count == 0 ? 0 : Math.Round(1 - ((double)calls.Count(IsAnswer) / calls.Count), 5),
            P50Ms = At(latencies, 0.5),
            P90Ms = At(latencies, 0.9),
            P99Ms = At(latencies, 0.99),
            P999Ms = latencies.Length < 1_000 ? null : At(latencies, 0.999),
            LeaderChanges = elections.Length,
            Faults = new FaultFigures(calls, answeredAt, elections, endNs).Of(evidence.Schedule),
        };
    }

    /// <summary>Whether the system answered: a mismatch is an answer.</summary>
    internal static bool IsAnswer(Call call) => call.End is OperationType.Ok
        || (call.End is OperationType.Fail && call.Completion!.Value.Error == Operation.MismatchError);

    // The nearest rank: a latency that was measured, not one between two.
    private static double? At(double[] sorted, double share) =>
        sorted.Length == 0 ? null : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
}
