namespace Chaos.Nemeses;

/// <summary>Cuts of the network between nodes.</summary>
internal sealed class PartitionFamily : IFaultFamily
{
    public const string Name = "partition";

    public const string Flap = "flap";
    private static readonly TimeSpan ShortestFlap = TimeSpan.FromMilliseconds(250);

    private readonly string shape;
    private readonly Target? target;
    private readonly CutMatrix? matrix;
    private readonly HealMode heal;
    private readonly TimeSpan flap;
    private readonly bool beyondQuorum;

    public PartitionFamily(NemesisSettings settings)
    {
        var parameters = settings.Parameters;
        shape = parameters["shape"]!;
        heal = PartitionHeal.Read(parameters);
        flap = ReadFlap(parameters);
        matrix = ReadMatrix(parameters);
        beyondQuorum = settings.Budget.BeyondQuorum;
        if (shape is PartitionShapes.MajoritiesRing && !beyondQuorum)
            throw new UsageException(
                $"Nemesis {Name}: shape={shape} leaves no majority whose members all reach each other, so that it may stop the system. "
                + "Add --beyond-quorum if that is what you want, or take shape=bridge.");
        if (!parameters.IsGiven("target")) return;
        if (!PartitionShapes.TakesTarget(shape))
            throw new UsageException(
                $"Nemesis {Name}: shape={shape} chooses its sides itself and takes no target. "
                + "Take shape=majority-minority, one-way or flapping with a target.");
        target = Target.Parse(Name, parameters["target"]!, beyondQuorum);
    }

    /// <summary>The family's own parameters.</summary>
    public static IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new("shape", PartitionShapes.Mix, "Which directions are cut: random-halves, majority-minority (a minority of random size), isolated-node, "
            + "isolated-leader, leader-in-majority, leader-in-minority, bridge (two halves and one node that reaches both), one-way (one "
            + "direction only), partial (the leader and one follower), flapping (cut and joined in turn), majorities-ring (with "
            + "--beyond-quorum), matrix (the cuts listed by 'cut'), or mix (all that leave a quorum in turn).")
        {
            Choices = PartitionShapes.Choices,
        },
        CutMatrix.Spec,
        PartitionHeal.Spec,
        new(Flap, "1s", "How long shape=flapping is cut, and then joined, in turn; at least 250ms."),
        Target.Spec("any", "Who stands on the cut-off side of majority-minority, one-way or flapping"),
    ];

    /// <summary>What has to be prepared.</summary>
    public static ClusterNeeds NeedsOf(Options parameters) =>
        new() { NaturalRetransmission = PartitionHeal.Read(parameters) is HealMode.Natural };

    /// <summary>What its heal mode rests on.</summary>
    public static IReadOnlyList<FaultCapability> CapabilitiesOf(Options parameters) => PartitionHeal.Read(parameters) switch
    {
        HealMode.Fast => [FaultCapability.FastRetransmission],
        HealMode.Reset => [FaultCapability.ConnectionResets],
        _ => [],
    };

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<INetworkFaults>(out _))
            return $"Nemesis {Name}: the {cluster.Backend} cluster cannot cut the network.";
        var least = Math.Max(PartitionShapes.LeastNodes(shape), beyondQuorum ? 2 : 3);
        if (cluster.Nodes.Count < least)
            return $"Nemesis {Name}: {cluster.Nodes.Count} nodes are too few to cut; it needs {least}. Add --nodes {least} or more.";
        return matrix?.WhyUnavailable([.. cluster.Nodes.Select(node => node.Name)]) is { } unknown
            ? $"Nemesis {Name}: {unknown}"
            : target?.WhyUnavailable(Name, cluster);
    }

    public bool WantsLeader(DrawScene scene) =>
        target?.WantsLeader(scene)
        ?? PartitionShapes.NeedsLeader(PartitionShapes.ToTry(shape, false, beyondQuorum, scene).First());

    public IEnumerable<FaultDraw> Draws(DrawScene scene) =>
        from draw in matrix is null
            ? PartitionShapes.ToTry(shape, target is not null, beyondQuorum, scene)
                .SelectMany(one => PartitionShapes.Draws(one, target, scene))
            : [MatrixDraw(matrix, scene)]
        where draw.Cuts.Count > 0
        select draw with { Parameters = new Dictionary<string, string>(draw.Parameters.Concat(Facts(draw.Shape))) };

    // Not while another lane's cuts are in force: its record would be falsified.
    public async ValueTask HealAllAsync(
        NemesisContext context, FaultBudget budget, string? own, CancellationToken cancellationToken)
    {
        if (budget.InForce.Any(claim => claim.FaultId != own && claim.Cuts.Count > 0)) return;
        if (context.Cluster.TryGetFaults<INetworkFaults>(out var network)) await network.HealAllAsync(cancellationToken);
    }

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => draw.Shape switch
    {
        PartitionShapes.Flapping => new FlappingInjection(faultId, draw, budget, new(heal), flap),
        PartitionShapes.RemovedLeader => new LeaderRemovalInjection(
            new(faultId, draw, budget, new(heal)), new(draw.Nodes[0], null, budget, leaverRunsOn: true)),
        _ => new PartitionInjection(faultId, draw, budget, new(heal)),
    };

    private static FaultDraw MatrixDraw(CutMatrix matrix, DrawScene scene)
    {
        Link[] cuts = [.. matrix.Links(scene.Nodes).Distinct()];
        return new(PartitionShapes.Matrix, [.. cuts.SelectMany(link => new[] { link.From, link.To }).Distinct().Order(StringComparer.Ordinal)])
        {
            Cuts = cuts,
            Parameters = new Dictionary<string, string> { ["cut"] = CutProof.Join(cuts) },
        };
    }

    private static TimeSpan ReadFlap(Options parameters)
    {
        if (parameters.IsGiven(Flap) && parameters["shape"] is not (PartitionShapes.Flapping or PartitionShapes.Mix))
            throw new UsageException($"Nemesis {Name}: '{Flap}' belongs to shape=flapping, and shape={parameters["shape"]} was asked for.");
        var interval = Durations.Parse($"option {Flap} of nemesis {Name}", parameters[Flap]!);
        return interval >= ShortestFlap
            ? interval
            : throw new UsageException($"Nemesis {Name}: {Flap}={parameters[Flap]} is too short to be measured. Give at least 250ms.");
    }

    private static CutMatrix? ReadMatrix(Options parameters) => (parameters["shape"], parameters["cut"]) switch
    {
        (PartitionShapes.Matrix, { } cut) => CutMatrix.Parse(cut),
        (PartitionShapes.Matrix, null) => throw new UsageException(
            $"Nemesis {Name}: shape=matrix needs the cuts, for instance '{Name}:shape=matrix:cut=n1>n2+n3<>n4' (in quotes for the shell)."),
        (_, { }) => throw new UsageException($"Nemesis {Name}: cut={parameters["cut"]} lists the cuts of shape=matrix. Add shape=matrix, or leave it out."),
        _ => null,
    };

    private IEnumerable<KeyValuePair<string, string>> Facts(string drawn)
    {
        yield return new(PartitionHeal.Parameter, PartitionHeal.Word(heal));
        if (drawn is PartitionShapes.Flapping) yield return new(Flap, Durations.Format(flap));
    }
}
