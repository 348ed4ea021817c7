using Chaos.Nemeses;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>How far a replay did what the original had done.</summary>
internal static class ReplayComparison
{
    /// <summary>Compares the evidence of a replay with what it repeats.</summary>
    public static ReplaySummary Of(ReplaySource source, Evidence evidence)
    {
        var mainNs = RunPhase.StartOf(RunPhase.Main, evidence) ?? 0;
        var pairs = source.Faults
            .Select(stored => (Stored: stored.Fault, Again: AgainOf(stored.Fault.Id, evidence.Schedule)))
            .ToArray();
        var injected = pairs.Where(pair => pair.Again?.FromNs is not null).ToArray();
        var late = Late(evidence.History).Order().ToArray();
        return new()
        {
            Directory = source.Directory,
            RunId = source.RunId,
            Verdict = source.Verdict,
            Faults = pairs.Length,
            Injected = injected.Length,
            SameRoles = injected.Count(pair => StruckAlike(pair.Stored, pair.Again!)),
            SameNodes = injected.Count(pair => pair.Stored.Nodes.SequenceEqual(pair.Again!.Nodes)),
            SameOrder = InOrder(injected.OrderBy(pair => pair.Stored.FromNs).Select(pair => pair.Again!.FromNs!.Value)),
            LargestFaultOffsetMs = injected.Where(pair => pair.Stored.FromNs is not null)
                .Select(pair => (pair.Again!.FromNs!.Value - mainNs - (pair.Stored.FromNs!.Value - source.MainNs)) / 1e6)
                .DefaultIfEmpty(0).MaxBy(Math.Abs),
            Invocations = source.Invocations,
            Sent = late.Length,
            MedianInvocationOffsetMs = late.Length == 0 ? 0 : late[late.Length / 2] / 1e6,
            LargestInvocationOffsetMs = late.Length == 0 ? 0 : late[^1] / 1e6,
            Missing = [.. pairs.Where(pair => pair.Again?.FromNs is null)
                .Select(pair => $"{pair.Stored.Id}: {pair.Again?.Reason ?? "the run ended before it"}")],
        };
    }

    // The last try counts: an earlier one may have been skipped.
    private static FaultRecord? AgainOf(string id, IReadOnlyList<FaultRecord> schedule) =>
        schedule.LastOrDefault(fault => fault.Replays == id && fault.FromNs is not null)
        ?? schedule.LastOrDefault(fault => fault.Replays == id);

    private static bool FollowsRoles(string nemesis) =>
        NemesisCatalog.All.FirstOrDefault(family => family.Name == nemesis)?.FollowsRoles is not false;

    private static bool StruckAlike(FaultRecord stored, FaultRecord again) => FollowsRoles(stored.Nemesis)
        ? RolesOf(stored) == RolesOf(again)
        : stored.Shape == again.Shape && stored.Nodes.SequenceEqual(again.Nodes);

    private static (string Shape, int Nodes, bool Leader) RolesOf(FaultRecord fault) =>
        (fault.Shape, fault.Nodes.Count, fault.Leader is { } leader && fault.Nodes.Contains(leader));

    private static bool InOrder(IEnumerable<long> times)
    {
        var all = times.ToArray();
        return all.SequenceEqual(all.Order());
    }

    // A replayed invocation is due at its stored time.
    private static IEnumerable<long> Late(History history) =>
        from entry in history
        where entry is { IsClient: true, Type: OperationType.Invoke, DueNs: not null }
        select entry.TimeNs - entry.DueNs!.Value;
}
