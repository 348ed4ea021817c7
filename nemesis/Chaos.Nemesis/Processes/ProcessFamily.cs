namespace Chaos.Nemeses;

/// <summary>Faults of whole nodes: they share their targets and differ in what is done to them.</summary>
/// <param name="name">The family's name.</param>
/// <param name="settings">The parameters, and the budget.</param>
/// <param name="together">Whether its nodes are away together, and not one after the other: then some targets need <c>--beyond-quorum</c>.</param>
internal sealed class ProcessFamily(string name, NemesisSettings settings, bool together = true) : IFaultFamily
{
    private readonly Target target = Target.Parse(name, settings.Parameters["target"]!, settings.Budget.BeyondQuorum || !together);

    /// <summary>Makes an injection.</summary>
    public required Func<string, FaultDraw, FaultBudget, IInjection> Prepare { get; init; }

    /// <summary>The variant and its further parameters, drawn. Default: the family's name, and none.</summary>
    public Func<DrawScene, (string Shape, IReadOnlyDictionary<string, string> Parameters)>? Vary { get; init; }

    /// <summary>What is lacking on a cluster beyond process faults; null where nothing is. Default: nothing.</summary>
    public Func<ICluster, string?> Lacks { get; init; } = _ => null;

    /// <summary>Whether it may break its nodes' storage. Default: no.</summary>
    public bool Damages { get; init; }

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<IProcessFaults>(out _))
            return $"Nemesis {name}: the {cluster.Backend} cluster cannot stop processes.";
        if (Lacks(cluster) is { } lack) return $"Nemesis {name}: {lack}";
        return !beyondQuorum && VoterSets.Of(cluster).Any(set => set.Count < 3)
            ? $"Nemesis {name}: with fewer than 3 voters every {name} leaves no majority. Add --nodes 3 or more, or --beyond-quorum."
            : target.WhyUnavailable(name, cluster);
    }

    public bool WantsLeader(DrawScene scene) => target.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene)
    {
        var (shape, parameters) = Vary?.Invoke(scene) ?? (name, new Dictionary<string, string>());
        return from draw in target.Draws(scene)
               where draw.Nodes.Count > 0
               select new FaultDraw(shape, draw.Nodes)
               {
                   Down = together ? draw.Nodes : [],
                   Damaged = Damages ? draw.Nodes : [],
                   Parameters = new Dictionary<string, string>(parameters) { ["target"] = draw.Role },
               };
    }

    IInjection IFaultFamily.Prepare(string faultId, FaultDraw draw, FaultBudget budget) => Prepare(faultId, draw, budget);
}
