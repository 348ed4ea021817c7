namespace Chaos.Nemeses;

/// <summary>Faults of a node's processes: they share their targets and differ in what is done to them.</summary>
internal sealed class ProcessFamily : IFaultFamily
{
    public const string Kill = "kill";
    public const string Pause = "pause";

    private readonly string name;
    private readonly Target target;
    private readonly Func<string, FaultDraw, FaultBudget, IInjection> prepare;

    public ProcessFamily(
        string name, NemesisSettings settings, Func<string, FaultDraw, FaultBudget, IInjection> prepare)
    {
        this.name = name;
        this.prepare = prepare;
        target = Target.Parse(name, settings.Parameters["target"]!, settings.Budget.BeyondQuorum);
    }

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<IProcessFaults>(out _))
            return $"Nemesis {name}: the {cluster.Backend} cluster cannot stop processes.";
        return !beyondQuorum && VoterSets.Of(cluster).Any(set => set.Count < 3)
            ? $"Nemesis {name}: with fewer than 3 voters every {name} leaves no majority. Add --nodes 3 or more, or --beyond-quorum."
            : target.WhyUnavailable(name, cluster);
    }

    public bool WantsLeader(DrawScene scene) => target.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene) =>
        from draw in target.Draws(scene)
        where draw.Nodes.Count > 0
        select new FaultDraw(name, draw.Nodes)
        {
            Down = draw.Nodes,
            Parameters = new Dictionary<string, string> { ["target"] = draw.Role },
        };

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => prepare(faultId, draw, budget);
}
