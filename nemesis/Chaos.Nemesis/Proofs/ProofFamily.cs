namespace Chaos.Nemeses;

/// <summary>The family of partitions, with the cuts of a script instead of its own draws; each waits until the cluster has settled.</summary>
internal sealed class ProofFamily(IFaultFamily partitions, ProofScript script, Options parameters) : IFaultFamily
{
    private const string Leader = "leader";

    // At least two turns of the cut among them, however it begins.
    private const int WatchedTurns = 4;

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum) => partitions.WhyUnavailable(cluster, beyondQuorum);

    public bool WantsLeader(DrawScene scene) => true;

    public IEnumerable<FaultDraw> Draws(DrawScene scene)
    {
        var shape = script.Shapes[(int)scene.Cycle];
        if (ProofDraws.Of(shape, scene) is not { } draw) yield break;
        var facts = new Dictionary<string, string>(draw.Parameters)
        {
            [SplitShapes.Parameter] = shape,
            [Leader] = scene.Leader!,
            [PartitionHeal.Parameter] = parameters[PartitionHeal.Parameter]!,
        };
        if (shape is SplitShapes.Flapping) facts[PartitionFamily.Flap] = parameters[PartitionFamily.Flap]!;
        yield return draw with { Parameters = facts };
    }

    public string? WhyNone(DrawScene scene) => scene.Leader is null
        ? null
        : $"The shape {script.Shapes[(int)scene.Cycle]} cannot be made of {scene.Nodes.Count} nodes.";

    public ValueTask HealAllAsync(NemesisContext context, FaultBudget budget, string? own, CancellationToken cancellationToken) =>
        partitions.HealAllAsync(context, budget, own, cancellationToken);

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) =>
        new SettledInjection(
        draw.Shape is PartitionShapes.Flapping ? Watched(faultId, draw, budget) : partitions.Prepare(faultId, draw, budget), draw.Parameters[Leader]);

    private FlappingInjection Watched(string faultId, FaultDraw draw, FaultBudget budget) => new(
        faultId, draw, budget, new(PartitionHeal.Read(parameters)), Durations.Parse(PartitionFamily.Flap, draw.Parameters[PartitionFamily.Flap]), WatchedTurns);
}
