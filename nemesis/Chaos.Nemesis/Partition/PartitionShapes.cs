namespace Chaos.Nemeses;

/// <summary>The shapes of a partition: which directions are cut.</summary>
internal static class PartitionShapes
{
    /// <summary>All shapes that leave a quorum, in turn.</summary>
    public const string Mix = "mix";

    /// <summary>Two halves, drawn at random.</summary>
    public const string RandomHalves = "random-halves";

    /// <summary>A minority of random size against the rest.</summary>
    public const string MajorityMinority = "majority-minority";

    /// <summary>One node, drawn at random, against the rest.</summary>
    public const string IsolatedNode = "isolated-node";

    /// <summary>The leader against the rest.</summary>
    public const string IsolatedLeader = "isolated-leader";

    /// <summary>A minority of followers against the rest with the leader.</summary>
    public const string LeaderInMajority = "leader-in-majority";

    /// <summary>The leader with as many followers as make a minority, against the rest.</summary>
    public const string LeaderInMinority = "leader-in-minority";

    /// <summary>Every node talks with its neighbours on a circle only: a majority, and no two the same.</summary>
    public const string MajoritiesRing = "majorities-ring";

    /// <summary>Two halves, and one node that talks with both.</summary>
    public const string Bridge = "bridge";

    /// <summary>Two sides, cut in one direction only.</summary>
    public const string OneWay = "one-way";

    /// <summary>The leader and one follower are cut from each other; all others reach both.</summary>
    public const string Partial = "partial";

    /// <summary>Two sides, cut and joined again and again.</summary>
    public const string Flapping = "flapping";

    /// <summary>The directions that the parameter <c>cut</c> lists.</summary>
    public const string Matrix = "matrix";

    /// <summary>The leader against the rest, who remove it from the members meanwhile: made by a proof only.</summary>
    public const string RemovedLeader = "removed-leader";

    // Each leaves a majority whose members reach each other, in clusters where such a draw exists.
    private static readonly string[] WithinQuorum =
    [
        IsolatedLeader, RandomHalves, OneWay, MajorityMinority, LeaderInMinority, Partial, Bridge, Flapping, IsolatedNode, LeaderInMajority,
    ];

    private static readonly string[] Targeted = [OneWay, MajorityMinority, Flapping];

    /// <summary>The values of the parameter <c>shape</c>.</summary>
    public static IReadOnlyList<string> Choices { get; } = [Mix, .. WithinQuorum, MajoritiesRing, Matrix];

    /// <summary>Whether the shape takes a target.</summary>
    public static bool TakesTarget(string shape) => shape is Mix || Targeted.Contains(shape);

    /// <summary>Whether the shape cannot be drawn without a leader.</summary>
    public static bool NeedsLeader(string shape) => shape is IsolatedLeader or LeaderInMajority or LeaderInMinority or Partial;

    /// <summary>The fewest nodes that the shape can be made of.</summary>
    public static int LeastNodes(string shape) => shape switch
    {
        MajoritiesRing => 4,
        Bridge or Partial => 3,
        _ => 2,
    };

    /// <summary>
    /// The shapes to try in this cycle, most wanted first. The mix goes round all of them, each round in another order; the first fault
    /// of a run isolates the leader, because that is where most bugs are.
    /// </summary>
    public static IEnumerable<string> ToTry(string shape, bool targeted, bool beyondQuorum, DrawScene scene)
    {
        if (shape is not Mix) return [shape];
        string[] pool = [.. Pool(targeted, beyondQuorum).Where(one => LeastNodes(one) <= scene.Nodes.Count)];
        var first = scene.Turn(pool);
        return [first, .. scene.Random.For("fall-back").Shuffle(pool.Where(other => other != first))];
    }

    /// <summary>The cuts of one shape, most wanted first.</summary>
    /// <param name="shape">The shape; not <see cref="Matrix"/>.</param>
    /// <param name="target">Who stands on the cut-off side; null to draw it.</param>
    /// <param name="scene">The cluster now.</param>
    public static IEnumerable<FaultDraw> Draws(string shape, Target? target, DrawScene scene) => shape switch
    {
        MajoritiesRing => SideDraws.Rings(scene),
        Bridge => SideDraws.Bridges(scene),
        Partial => SideDraws.Partials(scene),
        _ => from side in target is null ? SideDraws.Sides(shape, scene) : target.Draws(scene)
             where SideDraws.IsTwoSided(side.Nodes, scene)
             from draw in shape is OneWay ? SideDraws.OneWays(side, scene) : [SideDraws.Both(shape, side, scene)]
             select draw,
    };

    private static string[] Pool(bool targeted, bool beyondQuorum) => (targeted, beyondQuorum) switch
    {
        (true, _) => Targeted,
        (_, true) => [.. WithinQuorum, MajoritiesRing],
        _ => WithinQuorum,
    };
}
