namespace Chaos.Reports;

/// <summary>How quickly operations succeed again after a fault.</summary>
internal static class Recovery
{
    private const long SecondNs = 1_000_000_000;

    /// <summary>
    /// Recovery after each fault at whose end no other was in force. Where nothing was invoked within a second after the end, the load
    /// had stopped and there is nothing to measure. A fault before whose recovery the next one began keeps its figure: it includes it.
    /// </summary>
    public static List<RecoveryTime> After(IReadOnlyList<FaultRecord> schedule, IReadOnlyList<Call> calls)
    {
        var times = new List<RecoveryTime>();
        foreach (var fault in schedule.Where(fault => fault is { FromNs: not null, ToNs: not null }).OrderBy(fault => fault.ToNs))
        {
            var end = fault.ToNs!.Value;
            if (schedule.Any(other => other.Id != fault.Id && other.FromNs <= end && (other.ToNs ?? long.MaxValue) > end)) continue;
            var next = FirstInvokedAtOrAfter(calls, end);
            if (next == calls.Count || calls[next].InvokedNs - end > SecondNs) continue;
            long? earliest = null;
            for (var i = next; i < calls.Count && (earliest is null || calls[i].InvokedNs < earliest); i++)
            {
                if (calls[i].End is OperationType.Ok && (earliest is null || calls[i].EndNs < earliest)) earliest = calls[i].EndNs;
            }

            times.Add(new RecoveryTime(fault.Id, end / 1e6, earliest is null ? null : (earliest - end) / 1e6));
        }

        return times;
    }

    private static int FirstInvokedAtOrAfter(IReadOnlyList<Call> calls, long timeNs)
    {
        int low = 0, high = calls.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (calls[middle].InvokedNs < timeNs) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
