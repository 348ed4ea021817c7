using System.Globalization;

namespace Chaos.Checking;

/// <summary>
/// Examines the cuts of a run that was made for <c>prove no-split-brain</c>: what was measured of each, what each side acknowledged and
/// refused, who led, and whether it counts as evidence. Pure: evidence in, findings out.
/// </summary>
public static class ProofExaminer
{
    private const long BeforeNs = 1_500_000_000;
    private const long AfterNs = 2_500_000_000;
    private const long AroundNs = 1_000_000_000;
    private const long HealingNs = 30_000_000_000;

    /// <summary>Examines every cut that was in force, in order of time.</summary>
    public static IReadOnlyList<ProofCut> Examine(Evidence evidence, ProofSettings settings)
    {
        var scene = new ProofScene(evidence, settings);
        return [.. scene.Cuts.Select((fault, i) => Examine(new(fault, scene), scene, i + 1 < scene.Cuts.Count ? scene.Cuts[i + 1].FromNs : null))];
    }

    /// <summary>Who said shortly before or at a moment that it led, with the term where known.</summary>
    /// <param name="evidence">The evidence of a run.</param>
    /// <param name="settings">Its nodes.</param>
    /// <param name="atNs">The moment, run clock, ns.</param>
    public static IReadOnlyList<(string Node, long? Term)> LeadersAround(Evidence evidence, ProofSettings settings, long atNs) =>
    [
        .. from node in settings.Nodes
           from span in RoleSpan.Of(evidence.Observations, node)
           where span.Role is NodeRole.Leader && span.Touches(atNs - AroundNs, atNs)
           select (node, span.Term),
    ];

    private static ProofCut Examine(CutStudy cut, ProofScene scene, long? nextNs)
    {
        var fault = cut.Fault;
        var (met, reason) = CutPredicate.Of(cut);
        var basis = new ProofCut { Id = fault.Id, Shape = cut.Shape.Name, Met = met, Reason = reason, Leader = fault.Leader };
        if (fault is not { FromNs: { } fromNs, ToNs: { } toNs } || cut.Graph is not { } graph) return basis;
        return basis with
        {
            FromMs = Ms(fromNs),
            ToMs = Ms(toNs),
            WindowsMs = [.. cut.Windows.Select(IReadOnlyList<double> (window) => [Ms(window.FromNs), Ms(window.ToNs)])],
            Broken = [.. graph.Broken.Select(link => link.ToString())],
            Components = [.. cut.Components.Select(nodes => new ProofComponent(nodes, scene.Settings.HasQuorum(nodes)))],
            Reach = [.. scene.Settings.Nodes.Select(node => new ProofReach(node, graph.ReachedBy(node), scene.Settings.HasQuorum(graph.ReachedBy(node))))],
            Sides = [.. cut.Sides.Select(nodes => SideOf(cut, nodes))],
            Lanes = [.. scene.Settings.Nodes.Select(node => LaneOf(scene, node, fromNs - BeforeNs, Math.Min(nextNs ?? long.MaxValue, toNs + AfterNs)))],
            SteppedDownMs = SteppedDown(scene, fault.Leader, fromNs, toNs),
            NewLeader = cut.NewLeader is { } next ? new(next.Node, next.Term, Ms(next.SinceNs - fromNs)) : null,
            NoWriteMs = NoWrite(scene, fromNs, toNs),
            AfterHealing = AfterHealing(cut, scene, toNs, Math.Min(nextNs ?? long.MaxValue, toNs + HealingNs)),
            Refutation = scene.Settings.ClientsStay ? SplitWrites.Of(cut) : null,
        };
    }

    private static ProofSide SideOf(CutStudy cut, IReadOnlyList<string> nodes)
    {
        var calls = cut.Calls(nodes).ToArray();
        return new()
        {
            Nodes = nodes,
            HasQuorum = cut.Settings.HasQuorum(nodes),
            Leaders = [.. cut.LeadersOf(nodes).Select(leader => leader.Term is { } term ? $"{leader.Node} (term {term})" : leader.Node)],
            Writes = TallyOf(calls.Where(one => one.Call.IsWrite)),
            Reads = TallyOf(calls.Where(one => !one.Call.IsWrite)),
        };
    }

    private static ProofTally TallyOf(IEnumerable<(ClientCall Call, CutWindow Window)> calls)
    {
        var all = calls.ToArray();
        var ended = all.Where(one => one.Call.EndedNs <= one.Window.ToNs).ToArray();
        var (ok, refused) = (ended.Count(one => one.Call.End is OperationType.Ok), ended.Count(one => one.Call.End is OperationType.Fail));
        return new(all.Length, ok, refused, all.Length - ok - refused);
    }

    private static ProofLane LaneOf(ProofScene scene, string node, long fromNs, long toNs)
    {
        var writes = scene.Calls.Where(call => call.IsWrite && call.Node == node).ToLookup(call => call.End is OperationType.Ok);
        return new()
        {
            Node = node,
            Spans =
            [
                .. scene.Spans[node].Where(span => span.Touches(fromNs, toNs))
                    .Select(span => new ProofSpan(Ms(Math.Max(span.FromNs, fromNs)), Ms(Math.Min(span.ToNs, toNs)), span.Role, span.Term)),
            ],
            AcknowledgedMs = Within(writes[true].Select(call => call.EndedNs)),
            UnacknowledgedMs = Within(writes[false].Select(call => call.InvokedNs)),
        };

        double[] Within(IEnumerable<long> times) => [.. times.Where(time => time >= fromNs && time <= toNs).Order().Select(Ms)];
    }

    private static double? SteppedDown(ProofScene scene, string? leader, long fromNs, long toNs)
    {
        if (leader is null || !scene.Spans.TryGetValue(leader, out var spans)) return null;
        var span = spans.FirstOrDefault(span => span.FromNs >= fromNs && span.FromNs <= toNs && span.Role is not NodeRole.Leader);
        return span == default ? null : Ms(span.FromNs - fromNs);
    }

    private static double NoWrite(ProofScene scene, long fromNs, long toNs)
    {
        var (last, longest) = (fromNs, 0L);
        foreach (var timeNs in scene.Calls.Where(call => call is { IsWrite: true, End: OperationType.Ok } && call.EndedNs >= fromNs && call.EndedNs <= toNs)
            .Select(call => call.EndedNs).Order().Append(toNs))
        {
            longest = Math.Max(longest, timeNs - last);
            last = timeNs;
        }

        return Ms(longest);
    }

    private static string AfterHealing(CutStudy cut, ProofScene scene, long toNs, long untilNs)
    {
        var majority = cut.Components.FirstOrDefault(scene.Settings.HasQuorum);
        string[] cutOff = [.. scene.Settings.Nodes.Except(cut.Components.Count > 1 && majority is not null ? majority : [])];
        var first = cutOff.Select(node => (Node: node, AtNs: FirstWrite(node))).ToArray();
        var silent = first.Where(one => one.AtNs is null).Select(one => one.Node).ToArray();
        var words = silent.Length > 0
            ? $"{string.Join(", ", silent)} acknowledged no write within {Seconds(untilNs - toNs)}"
            : $"{string.Join(", ", cutOff)} had acknowledged a write{(cutOff.Length == 1 ? "" : " each")} within "
                + Seconds(first.Max(one => one.AtNs!.Value) - toNs);
        var leader = scene.Leading(scene.Settings.Nodes, toNs, untilNs).LastOrDefault();
        return leader == default ? $"{words}." : $"{words}; {leader.Node} led{(leader.Span.Term is { } term ? $" in term {term}" : "")}.";

        long? FirstWrite(string node) => scene.Calls
            .Where(call => call is { IsWrite: true, End: OperationType.Ok } && call.Node == node && call.InvokedNs >= toNs && call.EndedNs <= untilNs)
            .Select(call => (long?)call.EndedNs).Min();
    }

    private static string Seconds(long ns) => $"{(ns / 1e9).ToString("0.0", CultureInfo.InvariantCulture)} s";

    private static double Ms(long ns) => Math.Round(ns / 1e6, 1);
}
