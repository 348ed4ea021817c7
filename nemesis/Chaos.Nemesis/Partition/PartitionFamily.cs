namespace Chaos.Nemeses;

/// <summary>Cuts of the network between nodes.</summary>
internal sealed class PartitionFamily : IFaultFamily
{
    public const string Name = "partition";

    private readonly string shape;
    private readonly Target? target;

    public PartitionFamily(NemesisSettings settings)
    {
        shape = settings.Parameters["shape"]!;
        if (!settings.Parameters.IsGiven("target")) return;
        if (shape is PartitionShapes.RandomHalves or PartitionShapes.IsolatedLeader)
            throw new UsageException(
                $"Nemesis {Name}: shape={shape} chooses its sides itself and takes no target. "
                + "Take shape=majority-minority or shape=one-way with a target.");
        target = Target.Parse(Name, settings.Parameters["target"]!, settings.Budget.BeyondQuorum);
    }

    /// <summary>The family's own and common parameters.</summary>
    public static IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new("shape", PartitionShapes.Mix, "Which directions are cut: random-halves, majority-minority (a minority of random size), "
            + "isolated-leader, one-way (one direction only), or mix (all of them in turn).")
        {
            Choices = PartitionShapes.Choices,
        },
        Target.Spec("any", "Who stands on the cut-off side"),
    ];

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<INetworkFaults>(out _))
            return $"Nemesis {Name}: the {cluster.Backend} cluster cannot cut the network.";
        var least = beyondQuorum ? 2 : 3;
        return cluster.Nodes.Count < least
            ? $"Nemesis {Name}: {cluster.Nodes.Count} nodes are too few to cut; it needs {least}. Add --nodes {least} or more."
            : target?.WhyUnavailable(Name, cluster);
    }

    public bool WantsLeader(DrawScene scene) =>
        target?.WantsLeader(scene)
        ?? PartitionShapes.ToTry(shape, false, scene).First() is PartitionShapes.IsolatedLeader;

    public IEnumerable<FaultDraw> Draws(DrawScene scene) =>
        PartitionShapes.ToTry(shape, target is not null, scene).SelectMany(one => PartitionShapes.Draws(one, target, scene));

    // Not while another lane's cuts are in force: its record would be falsified.
    public async ValueTask HealAllAsync(
        NemesisContext context, FaultBudget budget, string? own, CancellationToken cancellationToken)
    {
        if (budget.InForce.Any(claim => claim.FaultId != own && claim.Cuts.Count > 0)) return;
        if (context.Cluster.TryGetFaults<INetworkFaults>(out var network)) await network.HealAllAsync(cancellationToken);
    }

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => new PartitionInjection(faultId, draw, budget);
}
