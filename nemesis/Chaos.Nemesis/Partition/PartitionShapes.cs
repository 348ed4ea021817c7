namespace Chaos.Nemeses;

/// <summary>The shapes of a partition: which directions are cut.</summary>
internal static class PartitionShapes
{
    /// <summary>All shapes in turn.</summary>
    public const string Mix = "mix";

    /// <summary>Two halves, drawn at random.</summary>
    public const string RandomHalves = "random-halves";

    /// <summary>A minority of random size against the rest.</summary>
    public const string MajorityMinority = "majority-minority";

    /// <summary>The leader against the rest.</summary>
    public const string IsolatedLeader = "isolated-leader";

    /// <summary>Two sides, cut in one direction only.</summary>
    public const string OneWay = "one-way";

    private const int Tries = 64;

    private static readonly string[] Single = [IsolatedLeader, RandomHalves, OneWay, MajorityMinority];

    /// <summary>The values of the parameter <c>shape</c>.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Mix, .. Single];

    /// <summary>
    /// The shapes to try in this cycle, most wanted first. The mix goes round all four, each round in another order; the first fault
    /// of a run isolates the leader, because that is where most bugs are.
    /// </summary>
    public static IEnumerable<string> ToTry(string shape, bool targeted, DrawScene scene)
    {
        if (shape is not Mix) return [shape];
        string[] pool = targeted ? [OneWay, MajorityMinority] : Single;
        var first = scene.Turn(pool);
        return [first, .. scene.Random.For("fall-back").Shuffle(pool.Where(other => other != first))];
    }

    /// <summary>The cuts of one shape, most wanted first.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="target">Who stands on the cut-off side; null to draw it.</param>
    /// <param name="scene">The cluster now.</param>
    public static IEnumerable<FaultDraw> Draws(string shape, Target? target, DrawScene scene) =>
        from side in target is null ? Sides(shape, scene) : target.Draws(scene)
        where IsTwoSided(side.Nodes, scene)
        from draw in shape is OneWay ? OneWays(side, scene) : [Both(shape, side, scene)]
        select draw;

    private static IEnumerable<TargetDraw> Sides(string shape, DrawScene scene) => shape switch
    {
        IsolatedLeader => scene.Leader is { } leader ? [new(Target.Leader, [leader])] : [],
        RandomHalves => Subsets(scene, _ => scene.Nodes.Count / 2, "half"),
        OneWay when scene.Leader is { } leader && scene.Random.For("one-way-leader").Below(2) == 0 =>
            [new(Target.Leader, [leader]), .. SmallSides(scene)],
        _ => SmallSides(scene),
    };

    private static IEnumerable<TargetDraw> SmallSides(DrawScene scene) =>
        Subsets(scene, random => 1 + random.Below(Math.Max(1, scene.Minority), 1), Target.Minority);

    private static IEnumerable<TargetDraw> Subsets(DrawScene scene, Func<Randomness, int> size, string role) =>
        Enumerable.Range(0, Tries).Select(i =>
        {
            var random = scene.Random.For("side").At(i);
            return new TargetDraw(
                role, [.. random.Shuffle(scene.Nodes).Take(size(random.For("size"))).Order(StringComparer.Ordinal)]);
        });

    // A cut with nothing alive on one side would prove nothing about the system.
    private static bool IsTwoSided(IReadOnlyList<string> side, DrawScene scene) =>
        side.Any(node => !scene.Down.Contains(node)) && scene.Live.Any(node => !side.Contains(node));

    private static FaultDraw Both(string shape, TargetDraw side, DrawScene scene)
    {
        var rest = Rest(side, scene);
        return Draw(shape, side, rest, [.. Links(side.Nodes, rest), .. Links(rest, side.Nodes)], "both");
    }

    private static FaultDraw[] OneWays(TargetDraw side, DrawScene scene)
    {
        var rest = Rest(side, scene);
        var outward = Draw(OneWay, side, rest, Links(side.Nodes, rest), "from the side to the rest");
        var inward = Draw(OneWay, side, rest, Links(rest, side.Nodes), "from the rest to the side");
        return scene.Random.For("direction").Below(2) == 0 ? [outward, inward] : [inward, outward];
    }

    private static string[] Rest(TargetDraw side, DrawScene scene) =>
        [.. scene.Nodes.Where(node => !side.Nodes.Contains(node))];

    private static Link[] Links(IReadOnlyList<string> sources, IReadOnlyList<string> targets) =>
        [.. from source in sources from target in targets select new Link(source, target)];

    private static FaultDraw Draw(
        string shape, TargetDraw side, IReadOnlyList<string> rest, IReadOnlyList<Link> cuts, string direction) =>
        new(shape, side.Nodes)
        {
            Cuts = cuts,
            Parameters = new Dictionary<string, string>
            {
                ["target"] = side.Role,
                ["sides"] = $"{string.Join(' ', side.Nodes)} | {string.Join(' ', rest)}",
                ["cut"] = direction,
            },
        };
}
