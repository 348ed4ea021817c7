namespace Chaos.Reports;

/// <summary>Sums the schedule up, one row for each nemesis that was asked for or that acted.</summary>
internal static class FaultTable
{
    /// <summary>The rows: nemeses asked for in their order (also those that never acted), then others by name.</summary>
    public static List<FaultSummary> Of(RunFacts? run, IReadOnlyList<FaultRecord> schedule, History history)
    {
        var asked = run?.Nemeses ?? [];
        if (asked.Count == 0 && schedule.Count == 0) return [];
        var calls = Call.AllOf(history);
        var others = schedule.Select(fault => fault.Nemesis).Distinct(StringComparer.Ordinal)
            .Where(name => asked.All(nemesis => nemesis.Name != name))
            .Order(StringComparer.Ordinal)
            .Select(name => new NemesisFacts { Name = name });
        return asked.DistinctBy(nemesis => nemesis.Name).Concat(others)
            .Select(nemesis => Row(nemesis, schedule.Where(fault => fault.Nemesis == nemesis.Name).ToList(), history, calls))
            .ToList();
    }

    /// <summary>Operations that were under way at some moment of the stretches.</summary>
    public static OperationCounts During(TimeSpans spans, IEnumerable<Call> calls) =>
        RunMetrics.Count(calls.Where(call => spans.Overlaps(call.InvokedNs, call.EndNs ?? call.InvokedNs)));

    private static FaultSummary Row(
        NemesisFacts nemesis, List<FaultRecord> records, History history, List<Call> calls)
    {
        var tried = records.Where(fault => fault.Outcome is not FaultOutcome.Skipped).ToList();
        var spans = TimeSpans.Of(tried.Select(fault => (fault.FromNs, fault.ToNs)), RunMetrics.EndOf(history));
        return new FaultSummary
        {
            Name = nemesis.Name,
            Injections = tried.Count,
            Effective = tried.Count(fault => fault.Effective is true),
            Skipped = records.Count - tried.Count,
            Indeterminate = tried.Count(fault => fault.Outcome is FaultOutcome.Indeterminate),
            InForceMs = spans.TotalNs / 1e6,
            Operations = During(spans, calls),
            Shapes = tried.GroupBy(fault => fault.Shape, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .ToDictionary(group => group.Key, group => group.Count()),
            Breaks = nemesis.Breaks,
            Color = nemesis.Color,
        };
    }
}
