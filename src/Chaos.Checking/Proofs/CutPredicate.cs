namespace Chaos.Checking;

/// <summary>Decides whether a cut counts as evidence, by the predicate of its shape.</summary>
internal static class CutPredicate
{
    public static (bool Met, string Reason) Of(CutStudy cut) => cut switch
    {
        { Fault.Effective: not true } => No($"It was not proven to have been in force: {cut.Fault.Effect ?? cut.Fault.Reason ?? "nothing was measured"}."),
        { Fault.Leader: null } => No("Nobody was seen to lead when it was made."),
        { Graph: null } => No("Nobody measured who reached whom while it was in force."),
        { Windows.Count: 0 } => No("No stretch of time is certain in which it was in force."),
        { LedBefore: false } => No($"{cut.Fault.Leader} was not seen to lead when it was made."),
        _ => cut.Shape.Question switch
        {
            ProofQuestion.OldLeaderCutOff => OldLeaderCutOff(cut, cut.Fault.Leader!),
            ProofQuestion.LeaderUnreachable => LeaderUnreachable(cut, cut.Fault.Leader!, cut.Graph!),
            ProofQuestion.OneDirection => OneDirection(cut, cut.Fault.Leader!, cut.Graph!),
            ProofQuestion.MinorityRefuses => MinorityRefuses(cut, cut.Fault.Leader!),
            _ => HalvesRefuse(cut),
        },
    };

    private static (bool, string) OldLeaderCutOff(CutStudy cut, string old)
    {
        if (cut.Components.Count < 2) return No($"{old} was not cut off: all nodes reached each other, over others if not at once.");
        if (cut.Settings.HasQuorum(cut.SideOf(old))) return No($"{old} was cut off with a majority of the voters, so that it could lead on.");
        if (cut.NewLeader is not { } next) return No($"No other node was seen to lead while {old} was cut off.");
        if (cut.Shape.Name is SplitShapes.Membership && !cut.WasRemoved(old)) return No($"No node saw the members without {old} while it was cut off.");
        var (here, there) = (cut.SideOf(old), cut.SideOf(next.Node));
        var (atOld, atNew) = (UnderWay(here), UnderWay(there));
        if (atOld == 0 || atNew == 0)
            return No($"{next.Node} led while {old} was cut off, but no write was tried at {Names(atOld == 0 ? here : there)} meanwhile.");
        var removed = cut.Shape.Name is SplitShapes.Membership ? " and was removed from the members" : "";
        return (true, $"{old}{InTerm(cut.TermOf(old))} was cut off{removed}, and {next.Node}{InTerm(next.Term)} led from "
            + $"{ViolationText.Seconds(next.SinceNs)} on; until the end of it {Tried(atOld)} at {Names(here)} and {atNew} at {Names(there)}.");

        int UnderWay(IReadOnlyList<string> side) => cut.WritesUnderWay(side, next.SinceNs, next.Window.ToNs);
    }

    private static (bool, string) LeaderUnreachable(CutStudy cut, string leader, ReachGraph graph)
    {
        if (WhyTooShort(cut) is { } shortness) return No(shortness);
        string[] apart = [.. cut.Settings.Nodes.Where(node => !graph.ReachedBy(node).Contains(leader) && cut.Settings.HasQuorum(graph.ReachedBy(node)))];
        if (apart.Length == 0) return No($"No node reached a majority and did not reach {leader}.");
        if (Writes(cut, [leader]) is var atLeader && atLeader == 0) return No($"No write was tried at {leader} while it was in force.");
        return apart.FirstOrDefault(node => Writes(cut, [node]) > 0) is { } found
            ? (true, $"For {Length(cut)} {found} reached {Names(graph.ReachedBy(found))}, which is a majority, and not {leader}, who led; "
                + $"{Tried(Writes(cut, [found]))} at {found} and {atLeader} at {leader}; {Election(cut)}.")
            : No($"No write was tried at {Names(apart)} while it was in force.");
    }

    private static (bool, string) OneDirection(CutStudy cut, string leader, ReachGraph graph)
    {
        if (WhyTooShort(cut) is { } shortness) return No(shortness);
        var outward = cut.Shape.Name is SplitShapes.OneWayOut;
        string[] others = [.. cut.Settings.Nodes.Where(node => node != leader)];
        var silent = others.All(node => graph.Broken.Contains(outward ? new(leader, node) : new(node, leader)));
        var open = others.All(node => !graph.Broken.Contains(outward ? new(node, leader) : new(leader, node)));
        if (!silent || !open) return No($"It was not in one direction only: {string.Join(", ", graph.Broken)} were silent.");
        var (atLeader, atOthers) = (Writes(cut, [leader]), Writes(cut, others));
        if (atLeader == 0 || atOthers == 0) return No($"No write was tried at {(atLeader == 0 ? leader : Names(others))} while it was in force.");
        var passage = outward
            ? $"nothing of {leader}, who led, arrived at the others, and all that they sent arrived at it"
            : $"nothing arrived at {leader}, who led, and all that it sent arrived at the others";
        return (true, $"For {Length(cut)} {passage}; {Tried(atLeader)} at {leader} and {atOthers} at the others; {Election(cut)}.");
    }

    private static (bool, string) MinorityRefuses(CutStudy cut, string leader)
    {
        if (!cut.Settings.HasQuorum(cut.SideOf(leader))) return No($"{leader} was not on the side of the majority.");
        string[] minority = [.. cut.Settings.Nodes.Except(cut.SideOf(leader))];
        if (minority.Length == 0) return No("No node was cut off from the leader.");
        var calls = cut.Calls(minority).ToArray();
        var (writes, reads) = (calls.Count(one => one.Call.IsWrite), calls.Count(one => !one.Call.IsWrite));
        if (writes == 0 || reads == 0) return No($"No {(writes == 0 ? "write" : "read")} was tried at {Names(minority)} while it was in force.");
        var answered = calls.Count(one => one.Call.Observed && one.Call.EndedNs <= one.Window.ToNs);
        return answered == 0
            ? (true, $"{Names(minority)} {(minority.Length == 1 ? "was" : "were")} cut off from {leader}, who led the majority; "
                + $"{Count(writes, "write")} and {Count(reads, "read")} were tried there, and none was acknowledged.")
            : No($"{Names(minority)} answered {answered} of {writes + reads} operations while cut off from the leader.");
    }

    private static (bool, string) HalvesRefuse(CutStudy cut)
    {
        if (cut.Components.Count != 2 || cut.Components.Any(cut.Settings.HasQuorum)) return No("It did not leave two sides without a majority.");
        var tried = cut.Components.Select(half => cut.Calls(half).Where(one => one.Call.IsWrite).ToArray()).ToArray();
        if (tried.Any(half => half.Length == 0)) return No("No write was tried on one of the halves while it was in force.");
        var acknowledged = tried.Select(half => half.Count(one => one.Call.End is OperationType.Ok && one.Call.EndedNs <= one.Window.ToNs)).ToArray();
        return acknowledged.Sum() == 0
            ? (true, $"{Tried(tried[0].Length)} at {Names(cut.Components[0])} and {tried[1].Length} at {Names(cut.Components[1])}, and none was acknowledged.")
            : No($"{Names(cut.Components[0])} acknowledged {Count(acknowledged[0], "write")} and {Names(cut.Components[1])} {acknowledged[1]}, "
                + "though neither is a majority.");
    }

    private static string? WhyTooShort(CutStudy cut)
    {
        var needed = cut.Settings.ElectionTimeout * ProofShape.ElectionTimeouts;
        var longest = TimeSpan.FromTicks(cut.Windows.Max(window => window.ToNs - window.FromNs) / TimeSpan.NanosecondsPerTick);
        return longest >= needed ? null : $"It was in force for {longest.TotalSeconds:0.0} s only; three election timeouts are {needed.TotalSeconds:0.0} s.";
    }

    private static string Tried(int writes) => $"{Count(writes, "write")} {(writes == 1 ? "was" : "were")} tried";

    private static int Writes(CutStudy cut, IReadOnlyCollection<string> nodes) => cut.Calls(nodes).Count(one => one.Call.IsWrite);

    private static string Election(CutStudy cut) =>
        cut.NewLeader is { } next ? $"{next.Node}{InTerm(next.Term)} came to lead meanwhile" : "no other node came to lead";

    private static string Length(CutStudy cut) => $"{cut.Windows.Max(window => window.ToNs - window.FromNs) / 1e9:0.0} s";

    private static string Count(int number, string what) => $"{number} {what}{(number == 1 ? "" : "s")}";

    private static string Names(IEnumerable<string> nodes) => string.Join(", ", nodes);

    private static string InTerm(long? term) => term is { } known ? $" (term {known})" : "";

    private static (bool, string) No(string reason) => (false, reason);
}
