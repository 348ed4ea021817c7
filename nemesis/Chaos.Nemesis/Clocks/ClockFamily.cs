namespace Chaos.Nemeses;

/// <summary>Wall clocks that are wrong.</summary>
internal sealed class ClockFamily : IFaultFamily
{
    public const string Name = "clock";

    private const int Tries = 8;

    private readonly Target target;
    private readonly ClockShapes shapes;

    public ClockFamily(NemesisSettings settings)
    {
        // A wrong clock stops nobody: any number of nodes may have one.
        target = Target.Parse(Name, settings.Parameters["target"]!, beyondQuorum: true);
        shapes = new ClockShapes(Name, settings.Parameters);
    }

    public static NemesisDescription Description { get; } = new(new(), settings => new ClockFamily(settings))
    {
        Name = Name,
        Summary = "Sets the wall clocks of nodes wrong: by an offset, to and fro, or by a drift. The monotonic clock stays right.",
        Needs = "Clock faults: the agent's container gets the capabilities SYS_PTRACE and DAC_OVERRIDE.",
        Proof = "Read back from the memory of all processes, after the change and before the reset; after it, and at all other nodes, 0.",
        Color = "#CC79A7",
        Breaks = BrokenPromise.None,
        ClusterNeedsOf = _ => new ClusterNeeds { Clocks = true },
        Parameters = [.. ClockShapes.Parameters, Target.Spec(Target.Any, "Whose clock is wrong")],
    };

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum) => cluster.TryGetFaults<IClockFaults>(out _)
        ? target.WhyUnavailable(Name, cluster)
        : $"Nemesis {Name}: the {cluster.Backend} cluster cannot shift clocks.";

    public bool WantsLeader(DrawScene scene) => target.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene)
    {
        var shape = shapes.ShapeOf(scene);
        return target.Draws(scene).Where(draw => draw.Nodes.Count > 0).Take(Tries).Select(draw => new FaultDraw(shape, draw.Nodes)
        {
            Parameters = draw.Nodes
                .Select(node => KeyValuePair.Create(
                    ClockInjection.KeyOf(node), ClockText.Of(shapes.Draw(shape, scene.Random.For("clock").For(node)))))
                .Prepend(KeyValuePair.Create("target", draw.Role))
                .ToDictionary(),
        });
    }

    public async ValueTask HealAllAsync(
        NemesisContext context, FaultBudget budget, string? own, CancellationToken cancellationToken)
    {
        if (!context.Cluster.TryGetFaults<IClockFaults>(out var clocks)) return;
        foreach (var node in context.Cluster.Nodes)
            await clocks.ResetClockAsync(node.Name, cancellationToken);
    }

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => new ClockInjection(faultId, draw, budget);
}
