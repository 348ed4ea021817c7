namespace Chaos.Nemeses;

/// <summary>Faults of a node's data directory: they share their targets and differ in what is done.</summary>
internal sealed class DiskFamily(string name, NemesisSettings settings) : IFaultFamily
{
    private readonly Target target = Target.Parse(name, settings.Parameters["target"]!, settings.Budget.BeyondQuorum);

    /// <summary>The variant, by the parameters.</summary>
    public required Func<Options, string> ShapeOf { get; init; }

    /// <summary>Whether the node does not run, or may not, while the fault is in force.</summary>
    public required bool TakesDown { get; init; }

    /// <summary>Whether it treats calls on the node's files: only one fault at a time can.</summary>
    public bool TreatsCalls { get; init; }

    /// <summary>Makes an injection.</summary>
    public required Func<string, FaultDraw, FaultBudget, IInjection> Prepare { get; init; }

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<IDiskFaults>(out _) || !cluster.TryGetFaults<IProcessFaults>(out _))
            return $"Nemesis {name}: the {cluster.Backend} cluster has no disks that faults can reach.";
        return TakesDown && !beyondQuorum && VoterSets.Of(cluster).Any(set => set.Count < 3)
            ? $"Nemesis {name}: with fewer than 3 voters every {name} leaves no majority. Add --nodes 3 or more, or --beyond-quorum."
            : target.WhyUnavailable(name, cluster);
    }

    public bool WantsLeader(DrawScene scene) => target.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene) =>
        from draw in target.Draws(scene)
        where draw.Nodes.Count > 0
        select Complete(
            new FaultDraw(ShapeOf(settings.Parameters), draw.Nodes)
            {
                Down = TakesDown ? draw.Nodes : [],
                Parameters = new Dictionary<string, string> { ["target"] = draw.Role },
            },
            scene);

    public FaultDraw Complete(FaultDraw draw, DrawScene scene) => TreatsCalls ? draw with { Treated = draw.Nodes } : draw;

    IInjection IFaultFamily.Prepare(string faultId, FaultDraw draw, FaultBudget budget) => Prepare(faultId, draw, budget);
}
