namespace Chaos.Nemeses;

/// <summary>A family whose draws come from a stored schedule: the same shape on the nodes that play the same parts now.</summary>
internal sealed class ReplayFamily(IFaultFamily family, IReadOnlyList<StoredFault> faults) : IFaultFamily
{
    public bool FollowsRoles => family.FollowsRoles;

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum) => family.WhyUnavailable(cluster, beyondQuorum);

    public string? OriginalOf(DrawScene scene) => FaultOf(scene).Id;

    public bool WantsLeader(DrawScene scene) => FollowsRoles && FaultOf(scene) is { Leader: { } led } fault && fault.Nodes.Contains(led);

    public string? WhyNone(DrawScene scene) => scene.Leader is null && WantsLeader(scene)
        ? $"{FaultOf(scene).Id} struck the leader, and no node says that it leads now."
        : family.WhyIncomplete(StoredDraw(scene), scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene)
    {
        if (WhyNone(scene) is null) yield return family.Complete(StoredDraw(scene), scene);
    }

    public FaultDraw Complete(FaultDraw draw, DrawScene scene) => family.Complete(draw, scene);

    public ValueTask HealAllAsync(NemesisContext context, FaultBudget budget, string? own, CancellationToken cancellationToken) =>
        family.HealAllAsync(context, budget, own, cancellationToken);

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => family.Prepare(faultId, draw, budget);

    public string? WhyIncomplete(FaultDraw draw, DrawScene scene) => family.WhyIncomplete(draw, scene);

    private FaultDraw StoredDraw(DrawScene scene)
    {
        var fault = FaultOf(scene);
        var roles = FollowsRoles ? RoleMapping.Of(fault.Leader, scene.Leader) : RoleMapping.Of(null, null);
        return new(fault.Shape, roles.Of(fault.Nodes))
        {
            Cuts = roles.Of(fault.Cuts),
            Down = roles.Of(fault.Down),
            Damaged = roles.Of(fault.Damaged),
            Parameters = fault.Parameters.ToDictionary(pair => roles.InText(pair.Key), pair => roles.InText(pair.Value)),
        };
    }

    private FaultRecord FaultOf(DrawScene scene) => faults[(int)scene.Cycle].Fault;
}
