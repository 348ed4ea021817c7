namespace Chaos.Simulation;

/// <summary>Cuts and treatments of the simulated network, and probes that measure them with datagrams of their own.</summary>
internal sealed class SimulatedNetworkFaults(SimulationWorld world, Dictionary<string, SimulatedNode> nodes, RunClock clock)
    : INetworkFaults, IPacketFaults
{
    private const int ProbeDatagrams = 5;
    private static readonly TimeSpan BetweenDatagrams = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, Link[]> cuts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Link[] Links, TimeSpan Interval)> flaps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (Link[] Links, PacketTreatment Treatment)> treatments = new(StringComparer.Ordinal);

    public ValueTask<EffectTime> CutAsync(string faultId, IReadOnlyCollection<Link> links, CancellationToken cancellationToken)
    {
        End(faultId);
        cuts.Add(faultId, [.. links]);
        foreach (var link in links) LinkOf(link).Cuts++;
        return Now();
    }

    /// <summary>Messages travel without connections: nothing waits.</summary>
    public TimeSpan? RetransmissionLimit => TimeSpan.Zero;

    public ValueTask<int> ResetConnectionsAsync(IReadOnlyCollection<Link> links, CancellationToken cancellationToken) => new(0);

    public ValueTask<EffectTime> FlapAsync(
        string faultId, IReadOnlyCollection<Link> links, TimeSpan interval, CancellationToken cancellationToken)
    {
        flaps[faultId] = ([.. links], interval);
        SetFlaps();
        return Now();
    }

    public ValueTask<EffectTime> HealAsync(string faultId, CancellationToken cancellationToken)
    {
        End(faultId);
        return Now();
    }

    public ValueTask<EffectTime> HealAllAsync(CancellationToken cancellationToken)
    {
        foreach (var faultId in cuts.Keys.Concat(flaps.Keys).ToArray()) End(faultId);
        return Now();
    }

    public async ValueTask<Reachability> ProbeAsync(CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        var all = nodes.Keys.SelectMany(from => nodes.Keys.Where(to => to != from).Select(to => new Link(from, to))).ToArray();
        var probe = await SendAsync(all, ProbeDatagrams, BetweenDatagrams, cancellationToken);
        return new()
        {
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Working = [.. all.Where(link => probe.HasArrived(Number(link.From), Number(link.To)))],
            Broken = [.. all.Where(link => !probe.HasArrived(Number(link.From), Number(link.To)))],
        };
    }

    public ValueTask<EffectTime> TreatAsync(
        string faultId, IReadOnlyCollection<Link> links, PacketTreatment treatment, CancellationToken cancellationToken)
    {
        Untreat(faultId);
        treatments.Add(faultId, ([.. links], treatment));
        foreach (var link in links) Add(ref LinkOf(link), treatment, 1);
        return Now();
    }

    public ValueTask<EffectTime> EndTreatmentAsync(string faultId, CancellationToken cancellationToken)
    {
        Untreat(faultId);
        return Now();
    }

    public ValueTask<EffectTime> EndAllTreatmentsAsync(CancellationToken cancellationToken)
    {
        foreach (var faultId in treatments.Keys.ToArray()) Untreat(faultId);
        return Now();
    }

    public async ValueTask<IReadOnlyList<LinkQuality>> MeasureAsync(
        IReadOnlyCollection<Link> links, PacketProbe probe, CancellationToken cancellationToken)
    {
        var sent = await SendAsync(links, probe.Datagrams, probe.Interval, cancellationToken);
        return [.. links.Select(link => sent.QualityOf(link, Number(link.From), Number(link.To)))];
    }

    private async ValueTask<DatagramProbe> SendAsync(
        IReadOnlyCollection<Link> links, int datagrams, TimeSpan interval, CancellationToken cancellationToken)
    {
        var probe = new DatagramProbe(nodes.Count);
        for (var i = 0; i < datagrams; i++)
        {
            foreach (var link in links)
            {
                var (from, to) = (Number(link.From), Number(link.To));
                probe.Sent(from, to, world.NowNs);
                world.SendDatagram(from, to, probe, i);
            }

            if (interval > TimeSpan.Zero) await Task.Delay(interval, clock.TimeProvider, cancellationToken);
        }

        var slowest = links.Select(link => LinkOf(link)).Select(link => link.DelayNs + link.JitterNs).DefaultIfEmpty().Max();
        await Task.Delay(Patience + TimeSpan.FromTicks(2 * slowest / 100), clock.TimeProvider, cancellationToken);
        return probe;
    }

    private void End(string faultId)
    {
        if (flaps.Remove(faultId)) SetFlaps();
        if (!cuts.Remove(faultId, out var links)) return;
        foreach (var link in links) LinkOf(link).Cuts--;
    }

    // Of two faults along one direction the quicker one decides.
    private void SetFlaps()
    {
        foreach (var from in nodes.Keys)
        {
            foreach (var to in nodes.Keys) LinkOf(new(from, to)).FlapNs = 0;
        }

        foreach (var flap in flaps.Values.OrderByDescending(flap => flap.Interval))
        {
            foreach (var link in flap.Links) LinkOf(link).FlapNs = flap.Interval.Ticks * 100;
        }
    }

    private void Untreat(string faultId)
    {
        if (!treatments.Remove(faultId, out var known)) return;
        foreach (var link in known.Links) Add(ref LinkOf(link), known.Treatment, -1);
    }

    private static void Add(ref LinkState link, PacketTreatment treatment, int sign)
    {
        link.DelayNs += sign * treatment.Delay.Ticks * 100;
        link.JitterNs += sign * treatment.Jitter.Ticks * 100;
        link.LossPpm += sign * (long)(treatment.Loss * 1_000_000);
        link.DuplicatePpm += sign * (long)(treatment.Duplicate * 1_000_000);
        link.InOrder += sign * (treatment.Jitter > TimeSpan.Zero && !treatment.Reorder ? 1 : 0);
        if (treatment.BytesPerSecond is { } rate) link.NsPerByte1024 += sign * (1_024_000_000_000 / rate);
    }

    private ref LinkState LinkOf(Link link) => ref world.Network[Number(link.From), Number(link.To)];

    private int Number(string node) => nodes[node].Number;

    private ValueTask<EffectTime> Now() => new(new EffectTime(clock.NowNs, clock.NowNs));
}
