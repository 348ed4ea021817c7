namespace Chaos.Nemeses;

/// <summary>
/// One partition. The proof is by datagrams between the agents, each direction by itself: every direction that it cuts is silent,
/// every other one works. Agents own the nodes' networks, so that they answer for killed and paused nodes as well. Directions that
/// another fault also cuts prove nothing either way and are left out; a direction in which nothing could be sent is not proven silent.
/// </summary>
internal sealed class PartitionInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    // Datagrams may get lost on a busy machine: a direction works if any probe says so, and is cut only if none does.
    private const int Probes = 3;
    private const int HealProbes = 10;
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromMilliseconds(300);

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        Network(context).CutAsync(faultId, draw.Cuts, cancellationToken);

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var probed = await ProbeAsync(context, draw.Cuts, Probes, cancellationToken);
        var expected = draw.Cuts.Where(link => !probed.Explained.Contains(link)).ToArray();
        var leaking = expected.Where(probed.Working.Contains).ToArray();
        var untried = expected.Where(link => !probed.Working.Contains(link) && !probed.Broken.Contains(link)).ToArray();
        var silent = probed.Unexpected(draw.Cuts);
        var open = probed.All.Count(link => !draw.Cuts.Contains(link) && !probed.Explained.Contains(link));
        var sentence = $"{expected.Length - leaking.Length - untried.Length} of {expected.Length} cut directions were silent and "
            + $"{open - silent.Length} of {open} others worked"
            + (leaking.Length == 0 ? "" : $"; still open: {Join(leaking)}")
            + (untried.Length == 0 ? "" : $"; nothing could be sent along {Join(untried)}")
            + (silent.Length == 0 ? "" : $"; silent without a reason: {Join(silent)}")
            + (probed.Explained.Count == 0 ? "" : $"; {probed.Explained.Count} directions are cut by another fault as well");
        return new(expected.Length > 0 && leaking.Length + untried.Length + silent.Length == 0, sentence);
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureBegunAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        Network(context).HealAsync(faultId, cancellationToken);

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var startNs = context.Clock.NowNs;
        var probed = await ProbeAsync(context, [], HealProbes, cancellationToken);
        var silent = probed.Unexpected([]);
        if (silent.Length > 0)
            throw new ClusterException(
                $"{faultId} was healed, but after {probed.Count} probes nothing arrives along {Join(silent)} (FROM>TO). What follows "
                + "could be blamed on the system. Look at the agents' logs, and try 'chaos doctor'.");
        var restored = probed.All.Count(link => !probed.Explained.Contains(link));
        return new(true, $"healed: {restored} of {restored} directions worked {Seconds(probed.LastNs - startNs)} later");
    }

    private static INetworkFaults Network(NemesisContext context) => context.Cluster.TryGetFaults<INetworkFaults>(out var network)
        ? network
        : throw new ClusterException($"The {context.Cluster.Backend} cluster cannot cut the network.");

    private static string Join(IEnumerable<Link> links) => string.Join(", ", links);

    private static string Seconds(long ns) => $"{ns / 1e9:0.0} s";

    /// <summary>Probes until everything works that should, or the tries are used up.</summary>
    private async ValueTask<Probed> ProbeAsync(
        NemesisContext context, IReadOnlyCollection<Link> cuts, int tries, CancellationToken cancellationToken)
    {
        var probed = new Probed { All = AllLinks(context.Cluster) };
        for (; ; )
        {
            // A cut of another lane may begin or end meanwhile: what was claimed before or after is explained.
            NoteOthers(probed);
            var reachability = await Network(context).ProbeAsync(cancellationToken);
            NoteOthers(probed);
            probed.Working.UnionWith(reachability.Working);
            probed.Broken.UnionWith(reachability.Broken);
            probed.LastNs = reachability.ReceivedNs;
            probed.Count++;
            if (probed.Count >= tries || probed.Unexpected(cuts).Length == 0) return probed;
            await Task.Delay(BetweenProbes, context.Clock.TimeProvider, cancellationToken);
        }
    }

    private void NoteOthers(Probed probed) =>
        probed.Explained.UnionWith(budget.InForce.Where(claim => claim.FaultId != faultId).SelectMany(claim => claim.Cuts));

    private static List<Link> AllLinks(ICluster cluster) =>
        [.. from a in cluster.Nodes from b in cluster.Nodes where a.Name != b.Name select new Link(a.Name, b.Name)];

    private sealed class Probed
    {
        public required IReadOnlyList<Link> All { get; init; }

        public HashSet<Link> Working { get; } = [];

        public HashSet<Link> Broken { get; } = [];

        public HashSet<Link> Explained { get; } = [];

        public long LastNs { get; set; }

        public int Count { get; set; }

        public Link[] Unexpected(IReadOnlyCollection<Link> cuts) =>
            [.. All.Where(link => !Working.Contains(link) && !cuts.Contains(link) && !Explained.Contains(link))];
    }
}
