using HdrHistogram;

namespace Chaos.Reports;

/// <summary>Latency percentiles for each function and outcome (HdrHistogram, in µs, three significant digits).</summary>
internal static class LatencyTable
{
    /// <summary>An hour, the largest latency told apart; a longer one counts as this.</summary>
    private const long LargestUs = 3_600_000_000;

    /// <summary>The table; a call without completion has no latency and is left out.</summary>
    public static List<LatencySummary> Of(IEnumerable<Call> calls)
    {
        var rows = new Dictionary<(string F, OperationType End), Row>();
        foreach (var call in calls)
        {
            if (call.EndNs is not { } endNs) continue;
            var key = (call.Function, call.End);
            if (!rows.TryGetValue(key, out var row)) rows[key] = row = new Row();
            row.Add(Math.Max(0, endNs - call.DueNs));
        }

        return [.. rows
            .OrderBy(pair => pair.Key.F, StringComparer.Ordinal)
            .ThenBy(pair => pair.Key.End)
            .Select(pair => pair.Value.Summary(pair.Key.F, pair.Key.End))];
    }

    private sealed class Row
    {
        private readonly LongHistogram histogram = new(LargestUs, 3);
        private long count;
        private long largestNs;

        public void Add(long latencyNs)
        {
            histogram.RecordValue(Math.Min(LargestUs, latencyNs / 1000));
            largestNs = Math.Max(largestNs, latencyNs);
            count++;
        }

        public LatencySummary Summary(string function, OperationType outcome) => new()
        {
            Function = function,
            Outcome = outcome,
            Count = count,
            P50Ms = At(50),
            P90Ms = At(90),
            P99Ms = At(99),
            P999Ms = At(99.9),
            MaxMs = largestNs / 1e6,
        };

        private double At(double percentile) => Math.Min(histogram.GetValueAtPercentile(percentile) / 1e3, largestNs / 1e6);
    }
}
