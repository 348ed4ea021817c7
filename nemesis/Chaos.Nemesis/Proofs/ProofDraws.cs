namespace Chaos.Nemeses;

/// <summary>The cut of each shape that could split a cluster, aimed so that it can: by who leads now.</summary>
internal static class ProofDraws
{
    /// <summary>The cut; null where nobody leads, or where the shape cannot be made of these nodes.</summary>
    /// <exception cref="ArgumentException">There is no such shape.</exception>
    public static FaultDraw? Of(string shape, DrawScene scene)
    {
        if (scene.Leader is not { } leader || !scene.Nodes.Contains(leader)) return null;
        return All(shape, leader, scene).FirstOrDefault(draw => draw.Cuts.Count > 0);
    }

    private static IEnumerable<FaultDraw> All(string shape, string leader, DrawScene scene) => shape switch
    {
        SplitShapes.LeaderInMinority => PartitionShapes.Draws(PartitionShapes.LeaderInMinority, null, scene),
        SplitShapes.LeaderInMajority => PartitionShapes.Draws(PartitionShapes.LeaderInMajority, null, scene)
            .Where(draw => draw.Nodes.Count == scene.Minority),
        SplitShapes.IsolatedLeader => PartitionShapes.Draws(PartitionShapes.IsolatedLeader, null, scene),
        SplitShapes.Bridge => SideDraws.Bridges(scene).Where(draw => KeepsSomeoneFrom(leader, draw, scene)),
        SplitShapes.MajoritiesRing => SideDraws.Rings(scene),
        SplitShapes.Partial => SideDraws.Partials(scene),
        SplitShapes.OneWayOut => OneWay(leader, scene, cut => cut.From == leader),
        SplitShapes.OneWayIn => OneWay(leader, scene, cut => cut.To == leader),
        SplitShapes.Flapping => [SideDraws.Both(PartitionShapes.Flapping, new(Target.Leader, [leader]), scene)],
        SplitShapes.Membership => [WithoutLeader(leader, scene)],
        SplitShapes.Halves => Halves(leader, scene),
        _ => throw new ArgumentException($"There is no shape '{shape}'.", nameof(shape)),
    };

    private static IEnumerable<FaultDraw> OneWay(string leader, DrawScene scene, Predicate<Link> isWanted) =>
        SideDraws.OneWays(new(Target.Leader, [leader]), scene).Where(draw => draw.Cuts.All(cut => isWanted(cut)));

    private static IEnumerable<FaultDraw> Halves(string leader, DrawScene scene) => scene.Nodes.Count % 2 != 0
        ? []
        :
        [
            SideDraws.Both(
                PartitionShapes.RandomHalves,
                new(Target.Leader, [leader, .. scene.Random.For("half").Shuffle(scene.Nodes.Where(node => node != leader)).Take((scene.Nodes.Count / 2) - 1)]),
                scene),
        ];

    private static FaultDraw WithoutLeader(string leader, DrawScene scene) =>
        SideDraws.Both(PartitionShapes.RemovedLeader, new(Target.Leader, [leader]), scene) with
        {
            VoterSets = [.. scene.VoterSets.Where(set => set.Contains(leader)).Select(IReadOnlyList<string> (set) => [.. set.Where(node => node != leader)])],
        };

    // Whether some node still reaches a majority, but not the leader.
    private static bool KeepsSomeoneFrom(string leader, FaultDraw draw, DrawScene scene)
    {
        var cuts = draw.Cuts.ToHashSet();
        return scene.Nodes.Any(node => cuts.Contains(new(node, leader))
            && scene.Nodes.Count(other => other == node || !cuts.Contains(new(node, other))) > scene.Nodes.Count / 2);
    }
}
