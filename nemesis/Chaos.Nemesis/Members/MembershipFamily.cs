namespace Chaos.Nemeses;

/// <summary>
/// Changes of the members: one is removed, a spare node is added, or both. Each is a change from the members of now to others and
/// back, drawn from what is legal at this moment: a member can leave, a node that is none can join, one change at a time.
/// </summary>
internal sealed class MembershipFamily : IFaultFamily
{
    public const string Name = "membership";
    public const string Remove = "remove";
    public const string Add = "add";
    public const string Replace = "replace";
    public const string Grow = "grow";
    private const string Mix = "mix";
    private const string LeavingParameter = "leaving";
    private const string JoiningParameter = "joining";

    private const int GrowthNodes = 2;

    private static readonly string[] Single = [Replace, Remove, Add];

    private readonly string shape;
    private readonly Target target;

    public MembershipFamily(NemesisSettings settings)
    {
        shape = settings.Parameters["shape"]!;
        target = Target.Parse(Name, settings.Parameters["target"]!, settings.Budget.BeyondQuorum);
        if (shape is Add or Grow && settings.Parameters.IsGiven("target"))
            throw new UsageException($"Nemesis {Name}: shape={shape} removes nobody and takes no target. Take shape=replace with a target.");
    }

    /// <summary>The family's own parameters.</summary>
    public static IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new("shape", Mix, "What changes: remove (a member leaves and comes back later as a new one, with empty data), add (a spare node joins "
            + "and leaves again), replace (a spare node takes a member's place), grow (two spare nodes join, one after the other, and leave again), "
            + "or mix (remove, add and replace in turn).")
        {
            Choices = [Mix, .. Single, Grow],
        },
        Target.Spec(Target.Any, "Who is removed; of several the first"),
    ];

    /// <summary>What it lacks of a system.</summary>
    public static string? WhyNotOn(SystemRecipe recipe) => recipe.Groups.Any(group => group is { Voters: true, Join: not null })
        ? null
        : recipe.WhyMembersStay ?? $"The recipe of {recipe.System} does not say how a node joins a running cluster.";

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<IMembership>(out _)) return $"Nemesis {Name}: the system has no interface to change its members.";
        if (!cluster.TryGetFaults<INodeJoins>(out _)) return $"Nemesis {Name}: the {cluster.Backend} cluster cannot start nodes later.";
        return !beyondQuorum && VoterSets.Of(cluster).Any(set => set.Count < 3)
            ? $"Nemesis {Name}: with fewer than 3 voters a change leaves no majority. Add --nodes 3 or more, or --beyond-quorum."
            : target.WhyUnavailable(Name, cluster);
    }

    /// <summary>What a cluster must have: as many spare nodes as may join at the same time.</summary>
    public static ClusterNeeds NeedsOf(Options parameters) => new() { SpareNodes = parameters["shape"] is Grow ? GrowthNodes : 1 };

    public bool WantsLeader(DrawScene scene) => ShapeOf(scene) is not (Add or Grow) && target.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene)
    {
        var one = ShapeOf(scene);
        if (one is Grow)
        {
            return scene.Spares.Count < GrowthNodes
                ? []
                : [Complete(DrawOf(one, null, string.Join('+', scene.Spares.Order(StringComparer.Ordinal).Take(GrowthNodes))), scene)];
        }

        IEnumerable<string?> joining = one is Remove ? new string?[] { null } : scene.Random.For("spare").Shuffle(scene.Spares);
        return
            from joins in joining
            from leaves in one is Add ? new string?[] { null } : target.Draws(scene).Where(draw => draw.Nodes.Count > 0).Select(draw => (string?)draw.Nodes[0])
            select Complete(DrawOf(one, leaves, joins), scene);
    }

    public FaultDraw Complete(FaultDraw draw, DrawScene scene)
    {
        var (leaving, joining) = (draw.Parameters.GetValueOrDefault(LeavingParameter), draw.Parameters.GetValueOrDefault(JoiningParameter));
        var before = scene.VoterSets.FirstOrDefault(set => leaving is null || set.Contains(leaving)) ?? [];
        IReadOnlyList<string> without = [.. before.Where(node => node != leaving)];
        return draw with { VoterSets = joining is null ? [without] : [without, [.. without, .. joining.Split('+')]] };
    }

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => draw.Shape is Grow
        ? new GrowthInjection(draw.Parameters[JoiningParameter].Split('+'), budget)
        : new MembershipInjection(
            draw.Parameters.GetValueOrDefault(LeavingParameter), draw.Parameters.GetValueOrDefault(JoiningParameter), budget);

    private static FaultDraw DrawOf(string shape, string? leaving, string? joining)
    {
        string[] struck = [.. new[] { leaving }.OfType<string>(), .. joining?.Split('+') ?? []];
        var parameters = new Dictionary<string, string>();
        if (leaving is not null) parameters[LeavingParameter] = leaving;
        if (joining is not null) parameters[JoiningParameter] = joining;
        return new(shape, struck) { Down = struck, Parameters = parameters };
    }

    private string ShapeOf(DrawScene scene) => shape is not Mix ? shape : scene.Turn(scene.Spares.Count > 0 ? Single : [Remove]);
}
