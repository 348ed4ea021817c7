namespace Chaos.Nemeses;

/// <summary>Draws the sides of a partition and turns them into directions.</summary>
internal static class SideDraws
{
    private const int Tries = 64;

    /// <summary>The sides that a two-sided shape may cut off, most wanted first.</summary>
    public static IEnumerable<TargetDraw> Sides(string shape, DrawScene scene) => shape switch
    {
        PartitionShapes.IsolatedLeader => scene.Leader is { } leader ? [new(Target.Leader, [leader])] : [],
        PartitionShapes.IsolatedNode => Subsets(scene, scene.Nodes, _ => 1, Target.One),
        PartitionShapes.RandomHalves => Subsets(scene, scene.Nodes, _ => scene.Nodes.Count / 2, "half"),
        PartitionShapes.LeaderInMajority => scene.Leader is { } leader
            ? Subsets(scene, [.. scene.Nodes.Where(node => node != leader)], scene.SmallSize, Target.Minority)
            : [],
        PartitionShapes.LeaderInMinority => WithLeader(scene),
        PartitionShapes.OneWay or PartitionShapes.Flapping
            when scene.Leader is { } leader && scene.Random.For("leader-side").Below(2) == 0 =>
            [new(Target.Leader, [leader]), .. SmallSides(scene)],
        _ => SmallSides(scene),
    };

    /// <summary>Whether something lives on both sides: else a cut would prove nothing about the system.</summary>
    public static bool IsTwoSided(IReadOnlyList<string> side, DrawScene scene) =>
        side.Any(node => !scene.Down.Contains(node)) && scene.Live.Any(node => !side.Contains(node));

    /// <summary>Both directions between a side and the rest.</summary>
    public static FaultDraw Both(string shape, TargetDraw side, DrawScene scene)
    {
        var rest = Rest(side, scene);
        return Draw(shape, side, rest, Mutual(side.Nodes, rest), "both");
    }

    /// <summary>One direction between a side and the rest, and the other one.</summary>
    public static FaultDraw[] OneWays(TargetDraw side, DrawScene scene)
    {
        var rest = Rest(side, scene);
        var outward = Draw(PartitionShapes.OneWay, side, rest, Links(side.Nodes, rest), "from the side to the rest");
        var inward = Draw(PartitionShapes.OneWay, side, rest, Links(rest, side.Nodes), "from the rest to the side");
        return scene.Random.For("direction").Below(2) == 0 ? [outward, inward] : [inward, outward];
    }

    /// <summary>The leader against one follower.</summary>
    public static IEnumerable<FaultDraw> Partials(DrawScene scene) =>
        from leader in scene.Leader is { } known && !scene.Down.Contains(known) ? new[] { known } : []
        from follower in scene.Random.For("follower").Shuffle(scene.Live.Where(node => node != leader))
        select new FaultDraw(PartitionShapes.Partial, [leader, follower])
        {
            Cuts = Mutual([leader], [follower]),
            Parameters = Facts(Target.Leader, $"{leader} | {follower}", "both"),
        };

    /// <summary>One node as the bridge between two halves of the others.</summary>
    public static IEnumerable<FaultDraw> Bridges(DrawScene scene) => Shuffles(scene, "bridge").Select(nodes =>
    {
        var half = (nodes.Length - 1) / 2;
        string[] left = [.. nodes[1..(half + 1)].Order(StringComparer.Ordinal)];
        string[] right = [.. nodes[(half + 1)..].Order(StringComparer.Ordinal)];
        return new FaultDraw(PartitionShapes.Bridge, [nodes[0]])
        {
            Cuts = Mutual(left, right),
            Parameters = Facts(Target.One, $"{string.Join(' ', left)} | {string.Join(' ', right)}", "both"),
        };
    });

    /// <summary>
    /// A circle on which each node reaches as many neighbours on either side as make a majority with itself; as Jepsen's
    /// majorities-ring, but every link works either both ways or not at all, because a connection needs both.
    /// </summary>
    public static IEnumerable<FaultDraw> Rings(DrawScene scene) => Shuffles(scene, "ring").Select(nodes =>
    {
        var size = nodes.Length;
        var reach = ((size / 2) + 1) / 2;
        var cuts = from i in Enumerable.Range(0, size)
                   from j in Enumerable.Range(0, size)
                   let apart = Math.Abs(i - j)
                   where Math.Min(apart, size - apart) > reach
                   select new Link(nodes[i], nodes[j]);
        return new FaultDraw(PartitionShapes.MajoritiesRing, [.. nodes.Order(StringComparer.Ordinal)])
        {
            Cuts = [.. cuts],
            Parameters = Facts("all", string.Join(' ', nodes), "both"),
        };
    });

    private static IEnumerable<string[]> Shuffles(DrawScene scene, string purpose) =>
        Enumerable.Range(0, Tries).Select(i => scene.Random.For(purpose).At(i).Shuffle(scene.Nodes));

    private static IEnumerable<TargetDraw> WithLeader(DrawScene scene) => scene.Leader is not { } leader
        ? []
        : Subsets(scene, [.. scene.Nodes.Where(node => node != leader)], _ => Math.Max(0, scene.Minority - 1), Target.Leader)
            .Select(side => side with { Nodes = [.. side.Nodes.Append(leader).Order(StringComparer.Ordinal)] });

    private static IEnumerable<TargetDraw> SmallSides(DrawScene scene) =>
        Subsets(scene, scene.Nodes, scene.SmallSize, Target.Minority);

    private static int SmallSize(this DrawScene scene, Randomness random) => 1 + random.Below(Math.Max(1, scene.Minority), 1);

    private static IEnumerable<TargetDraw> Subsets(
        DrawScene scene, IReadOnlyList<string> among, Func<Randomness, int> size, string role) =>
        Enumerable.Range(0, Tries).Select(i =>
        {
            var random = scene.Random.For("side").At(i);
            return new TargetDraw(role, [.. random.Shuffle(among).Take(size(random.For("size"))).Order(StringComparer.Ordinal)]);
        });

    private static string[] Rest(TargetDraw side, DrawScene scene) =>
        [.. scene.Nodes.Where(node => !side.Nodes.Contains(node))];

    private static Link[] Links(IReadOnlyList<string> sources, IReadOnlyList<string> targets) =>
        [.. from source in sources from target in targets select new Link(source, target)];

    private static Link[] Mutual(IReadOnlyList<string> one, IReadOnlyList<string> other) =>
        [.. Links(one, other), .. Links(other, one)];

    private static FaultDraw Draw(
        string shape, TargetDraw side, IReadOnlyList<string> rest, IReadOnlyList<Link> cuts, string direction) =>
        new(shape, side.Nodes)
        {
            Cuts = cuts,
            Parameters = Facts(side.Role, $"{string.Join(' ', side.Nodes)} | {string.Join(' ', rest)}", direction),
        };

    private static Dictionary<string, string> Facts(string role, string sides, string direction) =>
        new() { ["target"] = role, ["sides"] = sides, ["cut"] = direction };
}
