namespace Chaos.Reports;

/// <summary>Computes what each fault of a run did to its service.</summary>
/// <param name="calls">The operations that were measured.</param>
/// <param name="answeredAt">When operations were answered, in order, run clock, ns.</param>
/// <param name="elections">The elections, in order.</param>
/// <param name="endNs">The end of the load.</param>
internal sealed class FaultFigures(IReadOnlyList<Call> calls, long[] answeredAt, IReadOnlyList<Observation> elections, long endNs)
{
    private const long SecondNs = 1_000_000_000;
    private const long StepNs = SecondNs / 10;
    private const long EarlierNs = 3 * SecondNs;
    private const double Back = 0.9;

    /// <summary>A line for each fault that was in force while load was measured, in order of time.</summary>
    public IReadOnlyList<SweepFault> Of(IReadOnlyList<FaultRecord> schedule)
    {
        var firstNs = calls.Count == 0 ? long.MaxValue : calls.Min(call => call.DueNs);
        var faults = schedule.Where(fault => fault is { Outcome: FaultOutcome.Installed, FromNs: { } from } && from >= firstNs && from < endNs)
            .OrderBy(fault => fault.FromNs).ToArray();
        return faults.Select((fault, i) => Of(
            fault, firstNs, i + 1 < faults.Length ? faults[i + 1].FromNs!.Value : endNs)).ToArray();
    }

    private SweepFault Of(FaultRecord fault, long firstNs, long untilNs)
    {
        var from = fault.FromNs!.Value;
        var healedNs = Math.Min(untilNs, fault.ToNs ?? untilNs);
        var errors = calls.Where(call => call.DueNs >= from && call.DueNs < healedNs && call.EndNs is not null && !SweepFigures.IsAnswer(call))
            .Select(call => call.EndNs!.Value).ToArray();
        var election = elections.FirstOrDefault(one => one.SentNs >= from && one.SentNs < untilNs);
        return new(
            fault.Id,
            fault.Shape,
            errors.Length == 0 ? null : Ms(errors.Min() - from),
            Ms(LongestSilence(from, untilNs)),
            election is null ? null : Ms(election.ReceivedNs - from),
            BackAfter(from, Math.Max(firstNs, from - EarlierNs), untilNs));
    }

    private long LongestSilence(long from, long until)
    {
        long longest = 0, last = from;
        foreach (var at in answeredAt.Where(at => at >= from && at < until).Append(until))
        {
            longest = Math.Max(longest, at - last);
            last = at;
        }

        return longest;
    }

    private double? BackAfter(long from, long earlierFrom, long until)
    {
        if (from - earlierFrom < SecondNs) return null;
        var wanted = Back * Count(earlierFrom, from) * SecondNs / (from - earlierFrom);
        var hasFallen = false;
        for (var at = from; at + SecondNs <= until; at += StepNs)
        {
            var isBelow = Count(at, at + SecondNs) < wanted;
            if (hasFallen && !isBelow) return Ms(at - from);
            hasFallen |= isBelow;
        }

        return hasFallen ? null : 0;
    }

    private int Count(long from, long until) => Below(until) - Below(from);

    private int Below(long ns)
    {
        var index = Array.BinarySearch(answeredAt, ns);
        if (index < 0) return ~index;
        while (index > 0 && answeredAt[index - 1] == ns) index--;
        return index;
    }

    private static double Ms(long ns) => Math.Round(ns / 1e6, 3);
}
