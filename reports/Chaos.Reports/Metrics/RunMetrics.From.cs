namespace Chaos.Reports;

public sealed partial record RunMetrics
{
    /// <summary>Computes all figures. Pure.</summary>
    /// <param name="history">The operations.</param>
    /// <param name="schedule">The resolved faults.</param>
    /// <param name="observations">Elections are counted from these.</param>
    public static RunMetrics From(
        History history, IReadOnlyList<FaultRecord> schedule, IReadOnlyList<Observation> observations)
    {
        var calls = Call.AllOf(history);
        var faults = TimeSpans.Of(schedule.Select(fault => (fault.FromNs, fault.ToNs)), EndOf(history));
        var first = calls.Count == 0 ? 0 : calls[0].InvokedNs;
        var last = 0L;
        foreach (var call in calls) last = Math.Max(last, call.EndNs ?? call.InvokedNs);
        var counts = Count(calls);
        var (gapMs, gapAtMs) = Unavailability.LongestGap(history);
        var recoveries = Recovery.After(schedule, calls);
        var durationMs = Math.Max(0, last - first) / 1e6;
        return new RunMetrics
        {
            Operations = counts,
            Functions = CountFunctions(calls),
            Latencies = LatencyTable.Of(calls),
            LatencyFromDue = calls.Any(call => call.HasDue),
            DurationMs = durationMs,
            OkPerSecond = durationMs > 0 ? Math.Round(counts.Ok * 1000 / durationMs, 2) : 0,
            DuringFaults = Count(calls.Where(call => faults.Contains(call.InvokedNs))),
            FaultsInForceMs = faults.TotalNs / 1e6,
            Elections = DistinctElections(observations).Count(),
            LeaderChanges = calls.Count == 0 ? 0 : DistinctElections(observations).Count(election => election.SentNs > first),
            RoleChanges = CountRoleChanges(observations, first),
            Availability = Unavailability.ShareOfGoodSeconds(calls, first),
            LongestGapMs = gapMs,
            LongestGapAtMs = gapAtMs,
            Recoveries = recoveries,
            SlowestRecoveryMs = recoveries.Count == 0 ? null : recoveries.Max(recovery => recovery.RecoveryMs),
        };
    }

    /// <summary>Counts calls by how they ended.</summary>
    internal static OperationCounts Count(IEnumerable<Call> calls)
    {
        long ok = 0, fail = 0, info = 0;
        foreach (var call in calls)
        {
            if (call.End is OperationType.Ok) ok++;
            else if (call.End is OperationType.Fail) fail++;
            else info++;
        }

        return new(ok + fail + info, ok, fail, info);
    }

    /// <summary>The time of the last entry, run clock, ns.</summary>
    internal static long EndOf(History history) => history.Count == 0 ? 0 : history.TimeNsAt(history.Count - 1);

    /// <summary>One observation for each (term, node) that an election was seen for: the earliest.</summary>
    internal static IEnumerable<Observation> DistinctElections(IEnumerable<Observation> observations) => observations
        .Where(observation => observation.Kind is ObservationKind.Election)
        .GroupBy(election => (election.Term, election.Node))
        .Select(same => same.MinBy(election => election.SentNs)!)
        .OrderBy(election => election.SentNs);

    // Of what each node answered one after the other; a node that gave no answer, or knew none, has changed nothing.
    private static int CountRoleChanges(IReadOnlyList<Observation> observations, long firstNs) => observations
        .Where(observation => observation is { Kind: ObservationKind.Role, Node: not null, Role: not NodeRole.Unknown } && observation.SentNs > firstNs)
        .GroupBy(observation => observation.Node, StringComparer.Ordinal)
        .Select(node => node.OrderBy(seen => seen.SentNs).Select(seen => seen.Role).ToArray())
        .Sum(roles => roles.Zip(roles.Skip(1)).Count(pair => pair.First != pair.Second));

    private static List<FunctionCounts> CountFunctions(IEnumerable<Call> calls)
    {
        var counts = new SortedDictionary<string, long[]>(StringComparer.Ordinal); // ok, fail, info, mismatches
        foreach (var call in calls)
        {
            if (!counts.TryGetValue(call.Function, out var count)) counts[call.Function] = count = new long[4];
            count[call.End switch { OperationType.Ok => 0, OperationType.Fail => 1, _ => 2 }]++;
            if (call.IsMismatch) count[3]++;
        }

        return [.. counts.Select(pair => new FunctionCounts(
            pair.Key, new(pair.Value[0] + pair.Value[1] + pair.Value[2], pair.Value[0], pair.Value[1], pair.Value[2]), pair.Value[3]))];
    }
}
