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
        var rows = new List<LatencySummary>();
        var groups = calls
            .Where(call => call.EndNs is not null)
            .GroupBy(call => (call.Invocation.F, call.End))
            .OrderBy(group => group.Key.F, StringComparer.Ordinal)
            .ThenBy(group => group.Key.End);
        foreach (var group in groups)
        {
            var histogram = new LongHistogram(LargestUs, 3);
            long count = 0, largest = 0;
            foreach (var call in group)
            {
                var latencyNs = Math.Max(0, call.EndNs!.Value - call.DueNs);
                histogram.RecordValue(Math.Min(LargestUs, latencyNs / 1000));
                largest = Math.Max(largest, latencyNs);
                count++;
            }

            double At(double percentile) =>
                Math.Min(histogram.GetValueAtPercentile(percentile) / 1e3, largest / 1e6);
            rows.Add(new LatencySummary
            {
                Function = group.Key.F,
                Outcome = group.Key.End,
                Count = count,
                P50Ms = At(50),
                P90Ms = At(90),
                P99Ms = At(99),
                P999Ms = At(99.9),
                MaxMs = largest / 1e6,
            });
        }

        return rows;
    }
}
