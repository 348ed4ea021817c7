namespace Chaos.Nemeses;

/// <summary>
/// One treatment of packets. The proof is by datagrams between the agents that pass what the nodes' own packets pass, by what arrived of
/// them, when, and how often; the directions that are not treated must be as usual. Directions that another fault cuts prove nothing.
/// </summary>
internal sealed class PacketsInjection(string faultId, IReadOnlyList<Link> links, PacketTreatment treatment, FaultBudget budget) : IInjection
{
    private const int DatagramsInAll = 3000, LeastDatagrams = 60, MostDatagrams = 400;
    private const int BurstBytes = 1200, LeastBurst = 30, MostBurst = 400;
    private const int EndTries = 5;
    private static readonly TimeSpan BetweenDatagrams = TimeSpan.FromMilliseconds(2);
    private static readonly PacketProbe Few = new() { Datagrams = 30 };
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(300);

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        PacketsOf(context).TreatAsync(faultId, links, treatment, cancellationToken);

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var cut = CutByOthers();
        var others = context.Cluster.Nodes
            .SelectMany(a => context.Cluster.Nodes.Where(b => a.Name != b.Name).Select(b => new Link(a.Name, b.Name)))
            .Except(links).ToArray();
        var measuring = MeasureAsync(context, cancellationToken);
        var beside = others.Length == 0 ? [] : await PacketsOf(context).MeasureAsync(others, Few, cancellationToken);
        var (ways, burst) = await measuring;
        // A cut of another lane may have begun or ended meanwhile.
        cut.UnionWith(CutByOthers());
        var measured = PacketProof.InForce(treatment, Without(cut, ways), Without(cut, burst), Without(cut, beside));
        var unproven = links.Count(cut.Contains);
        return measured with
        {
            Sentence = measured.Sentence + (unproven == 0 ? "" : $"; {unproven} directions are cut by another fault"),
        };
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureBegunAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        PacketsOf(context).EndTreatmentAsync(faultId, cancellationToken);

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        // The agents have confirmed that no rule is left: what is still slow is the machine, and then the effect is not proven.
        for (var tries = 1; ; tries++)
        {
            var cut = CutByOthers();
            var (ways, burst) = await MeasureAsync(context, cancellationToken);
            cut.UnionWith(CutByOthers());
            var measured = PacketProof.Ended(treatment, Without(cut, ways), Without(cut, burst));
            if (measured.Holds || tries >= EndTries) return measured with { Sentence = $"ended: {measured.Sentence}" };
            await Task.Delay(BetweenTries, context.Clock.TimeProvider, cancellationToken);
        }
    }

    private static IPacketFaults PacketsOf(NemesisContext context) => context.Cluster.TryGetFaults<IPacketFaults>(out var packets)
        ? packets
        : throw new ClusterException($"The {context.Cluster.Backend} cluster cannot treat packets.");

    private static IReadOnlyList<LinkQuality> Without(HashSet<Link> cut, IReadOnlyList<LinkQuality> ways) =>
        [.. ways.Where(way => !cut.Contains(way.Link))];

    private async Task<(IReadOnlyList<LinkQuality> Ways, IReadOnlyList<LinkQuality> Burst)> MeasureAsync(
        NemesisContext context, CancellationToken cancellationToken)
    {
        var single = new PacketProbe
        {
            Datagrams = Math.Clamp(DatagramsInAll / links.Count, LeastDatagrams, MostDatagrams),
            Interval = BetweenDatagrams,
        };
        var ways = await PacketsOf(context).MeasureAsync(links, single, cancellationToken);
        return (ways, treatment.BytesPerSecond is { } rate
            ? await PacketsOf(context).MeasureAsync(links, BurstAt(rate), cancellationToken)
            : []);
    }

    // About a fifth of a second's worth, sent at once.
    private static PacketProbe BurstAt(long bytesPerSecond) => new()
    {
        Datagrams = (int)Math.Clamp(bytesPerSecond / 5 / BurstBytes, LeastBurst, MostBurst),
        Interval = TimeSpan.Zero,
        Bytes = BurstBytes,
    };

    private HashSet<Link> CutByOthers() =>
        [.. budget.InForce.Where(claim => claim.FaultId != faultId).SelectMany(claim => claim.Cuts)];
}
