namespace Chaos.Nemeses;

/// <summary>Delay, loss, duplication, reordering and rate of packets between nodes.</summary>
internal sealed class PacketsFamily : IFaultFamily
{
    public const string Name = "packets";

    /// <summary>The parameter of a record that lists the directions.</summary>
    public const string Directions = "directions";

    private readonly PacketShapes shapes;
    private readonly LinkChoice links;

    public PacketsFamily(NemesisSettings settings)
    {
        shapes = new(settings.Parameters, settings.Budget.BeyondQuorum);
        links = new(settings.Parameters, settings.Budget.BeyondQuorum);
    }

    /// <summary>The family as it is listed.</summary>
    public static NemesisDescription Description { get; } = new(
        new() { Hold = TimeRange.Seconds(5, 8) }, settings => new PacketsFamily(settings))
    {
        Name = Name,
        Summary = "Delays, loses, doubles, reorders or slows down packets between nodes; clients' paths stay as they are.",
        Needs = "Network faults with a packet queue in the kernel, and at least 2 nodes.",
        Proof = "Datagrams with send times between the nodes' agents, treated as the nodes' own packets: their delay, loss, copies, order and rate are "
            + "measured in force and after the end.",
        Color = "#2A6FBF",
        Breaks = BrokenPromise.None,
        ClusterNeedsOf = _ => new() { Packets = true },
        RestsOnBy = parameters => PacketShapes.Doubles(parameters) ? [FaultCapability.PacketCopies] : [],
        Parameters =
        [
            PacketShapes.Spec,
            LinkChoice.Spec,
            .. TreatmentText.Specs,
            Target.Spec(Target.Any, "Whose links are treated by links=node, link and one-way"),
        ],
    };

    public string? WhyUnavailable(ICluster cluster, bool beyondQuorum)
    {
        if (!cluster.TryGetFaults<IPacketFaults>(out _))
            return $"Nemesis {Name}: the {cluster.Backend} cluster cannot treat packets.";
        return cluster.Nodes.Count < 2
            ? $"Nemesis {Name}: a single node has no packets to others. Add --nodes 3 or more."
            : links.WhyUnavailable(cluster);
    }

    public bool WantsLeader(DrawScene scene) => links.WantsLeader(scene);

    public IEnumerable<FaultDraw> Draws(DrawScene scene)
    {
        var (shape, treatment) = shapes.Draw(scene);
        return links.Draws(scene).Select(draw => new FaultDraw(shape, draw.Target.Nodes)
        {
            Parameters = new Dictionary<string, string>(TreatmentText.Write(treatment))
            {
                ["target"] = draw.Target.Role,
                ["links"] = draw.Links,
                [Directions] = string.Join(' ', draw.Directions),
            },
        });
    }

    public async ValueTask HealAllAsync(
        NemesisContext context, FaultBudget budget, string? own, CancellationToken cancellationToken)
    {
        if (context.Cluster.TryGetFaults<IPacketFaults>(out var packets)) await packets.EndAllTreatmentsAsync(cancellationToken);
    }

    public IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget) => new PacketsInjection(
        faultId,
        [.. draw.Parameters[Directions].Split(' ').Select(text => text.Split('>')).Select(ends => new Link(ends[0], ends[1]))],
        TreatmentText.Read(Name, draw.Parameters),
        budget);
}
