namespace Chaos.Nemeses;

/// <summary>Which directions a fault of packets concerns.</summary>
internal sealed class LinkChoice
{
    private const string Any = "any";
    private const string All = "all";
    private const string Node = "node";
    private const string Pair = "link";
    private const string OneWay = "one-way";

    private static readonly string[] Turns = [All, Node, Pair, OneWay];
    private readonly string word;
    private readonly Target target;

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="UsageException">A target was given where all directions are meant.</exception>
    public LinkChoice(Options parameters, bool beyondQuorum)
    {
        word = parameters["links"]!;
        target = Target.Parse(PacketsFamily.Name, parameters["target"]!, beyondQuorum);
        if (word is All && parameters.IsGiven("target"))
            throw new UsageException(
                $"Nemesis {PacketsFamily.Name}: links=all concerns every node and takes no target. Take links=node, link or one-way with a target.");
        if (word is Any && parameters.IsGiven("target")) word = Node;
    }

    /// <summary>The specification of the parameter <c>links</c>.</summary>
    public static OptionSpec Spec { get; } = new(
        "links", Any, "Where: all (every direction between nodes), node (all to and from the target), link (both directions between the target and "
        + "another node), one-way (one direction of such a link), or any (these in turn; with a target: node).")
    {
        Choices = [Any, .. Turns],
    };

    /// <summary>Says which named node does not exist; null where all do.</summary>
    public string? WhyUnavailable(ICluster cluster) => target.WhyUnavailable(PacketsFamily.Name, cluster);

    /// <summary>Whether this cycle aims at the leader.</summary>
    public bool WantsLeader(DrawScene scene) => WordOf(scene) is not All && target.WantsLeader(scene);

    /// <summary>Targets and directions, most wanted first.</summary>
    public IEnumerable<(string Links, TargetDraw Target, IReadOnlyList<Link> Directions)> Draws(DrawScene scene)
    {
        var drawn = WordOf(scene);
        if (drawn is All)
            return [(All, new(All, scene.Nodes), [.. from a in scene.Nodes from b in scene.Nodes where a != b select new Link(a, b)])];
        return from side in target.Draws(scene)
               let links = drawn is Node ? Around(side.Nodes, scene) : Between(side.Nodes, drawn, scene)
               where links.Count > 0
               select (drawn, side, links);
    }

    private static IReadOnlyList<Link> Around(IReadOnlyList<string> side, DrawScene scene) =>
        [.. from a in scene.Nodes from b in scene.Nodes where a != b && (side.Contains(a) || side.Contains(b)) select new Link(a, b)];

    // One link for each node of the target, to a node that is none.
    private static List<Link> Between(IReadOnlyList<string> side, string drawn, DrawScene scene)
    {
        var others = scene.Random.For("other").Shuffle(scene.Nodes.Where(node => !side.Contains(node)));
        if (others.Length == 0) return [];
        var outward = scene.Random.For("direction").Below(2) == 0;
        var links = new List<Link>();
        foreach (var (node, place) in side.Select((node, place) => (node, place)))
        {
            var other = others[place % others.Length];
            if (drawn is Pair || outward) links.Add(new(node, other));
            if (drawn is Pair || !outward) links.Add(new(other, node));
        }

        return links;
    }

    private string WordOf(DrawScene scene) => word is Any ? Turns[(int)(scene.Cycle % Turns.Length)] : word;
}
