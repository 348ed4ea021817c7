namespace Chaos.Tests.Nemeses;

/// <summary>Packets in a fake cluster: treated exactly as asked, unless it is told to lie.</summary>
internal sealed class FakePacketFaults(JumpingTime time, Func<Link, bool> works) : IPacketFaults
{
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(0.2);
    private readonly RunClock clock = new(time);
    private readonly Dictionary<string, (Link[] Links, PacketTreatment Treatment)> treatments = [];

    /// <summary>What the treatments become on their way to the packets.</summary>
    public Func<PacketTreatment, PacketTreatment> Distort { get; set; } = treatment => treatment;

    /// <summary>Directions that are treated though nobody asked for it.</summary>
    public bool SpillsOver { get; set; }

    /// <summary>Ends are confirmed and change nothing.</summary>
    public bool Stays { get; set; }

    public IEnumerable<string> InForce => treatments.Keys;

    public ValueTask<EffectTime> TreatAsync(
        string faultId, IReadOnlyCollection<Link> links, PacketTreatment treatment, CancellationToken cancellationToken)
    {
        treatments[faultId] = ([.. links], treatment);
        return Now();
    }

    public ValueTask<EffectTime> EndTreatmentAsync(string faultId, CancellationToken cancellationToken)
    {
        if (!Stays) treatments.Remove(faultId);
        return Now();
    }

    public ValueTask<EffectTime> EndAllTreatmentsAsync(CancellationToken cancellationToken)
    {
        if (!Stays) treatments.Clear();
        return Now();
    }

    public ValueTask<IReadOnlyList<LinkQuality>> MeasureAsync(
        IReadOnlyCollection<Link> links, PacketProbe probe, CancellationToken cancellationToken)
    {
        time.Advance(probe.Interval * probe.Datagrams);
        return new([.. links.Select(link => QualityOf(link, probe))]);
    }

    private LinkQuality QualityOf(Link link, PacketProbe probe)
    {
        if (!works(link)) return new(link, probe.Datagrams, 0, 0, 0, null, null, null);
        var way = treatments.Values.Where(fault => SpillsOver || fault.Links.Contains(link))
            .Aggregate(new PacketTreatment(), (all, fault) => all.And(Distort(fault.Treatment)));
        var arrived = (int)Math.Round(probe.Datagrams * (1 - way.Loss));
        return new(
            link, probe.Datagrams, arrived, (int)Math.Round(arrived * way.Duplicate), way.Reorder ? arrived / 3 : 0,
            (way.Delay + Usual).Ticks * 100, way.Jitter.Ticks * 160, way.BytesPerSecond ?? 50_000_000);
    }

    private ValueTask<EffectTime> Now() => new(new EffectTime(clock.NowNs, clock.NowNs));
}
