using Chaos.Agent;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>What the delay line does to packets between real nodes, measured by datagrams.</summary>
public sealed class PacketFaultTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private static readonly Link OneToTwo = new("n1", "n2");
    private static readonly Link[] All =
        [.. from a in new[] { "n1", "n2", "n3" } from b in new[] { "n1", "n2", "n3" } where a != b select new Link(a, b)];

    private static readonly PacketProbe Many = new() { Datagrams = 400, Interval = TimeSpan.FromMilliseconds(1) };
    private static readonly PacketProbe Burst = new() { Datagrams = 150, Interval = TimeSpan.Zero, Bytes = 1200 };

    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    private IPacketFaults Packets => nodes.Packets;

    [Fact]
    public async Task A_delay_of_50_ms_is_measured_and_gone_after_its_end()
    {
        await Packets.TreatAsync("delay", [OneToTwo], new() { Delay = TimeSpan.FromMilliseconds(50) }, cancellationToken);
        var during = await MeasureAsync(new());
        await Packets.EndTreatmentAsync("delay", cancellationToken);
        var after = await MeasureAsync(new());

        TestContext.Current.SendDiagnosticMessage($"50 ms asked, {during[OneToTwo].MedianDelayNs / 1e6:0.00} ms measured");
        Assert.InRange(during[OneToTwo].MedianDelayNs!.Value, 50_000_000, 80_000_000);
        Assert.All(during.Values.Where(way => way.Link != OneToTwo), way => Assert.InRange(way.MedianDelayNs!.Value, 0, 25_000_000));
        Assert.All(after.Values, way => Assert.InRange(way.MedianDelayNs!.Value, 0, 25_000_000));
        Assert.All(during.Values.Concat(after.Values), way => Assert.Equal((50, 50, 0), (way.Sent, way.Arrived, way.Copies)));
        await AssertNothingLeftAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Jitter_changes_the_order_only_where_it_may(bool reorder)
    {
        var treatment = new PacketTreatment
        {
            Delay = TimeSpan.FromMilliseconds(20),
            Jitter = TimeSpan.FromMilliseconds(15),
            Reorder = reorder,
        };
        await Packets.TreatAsync("jitter", [OneToTwo], treatment, cancellationToken);
        var way = (await MeasureAsync(Many))[OneToTwo];
        await Packets.EndTreatmentAsync("jitter", cancellationToken);

        // A busy machine overtakes a few by itself: it handles packets on several processors.
        Assert.Equal(reorder, way.Reordered > Many.Datagrams / 5);
        if (reorder) Assert.InRange(way.DelaySpreadNs!.Value, 12_000_000, 60_000_000);
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Loss_and_copies_come_in_their_shares()
    {
        await Packets.TreatAsync("loss", [OneToTwo], new() { Loss = 0.3 }, cancellationToken);
        await Packets.TreatAsync("copies", [new("n2", "n3")], new() { Duplicate = 0.25 }, cancellationToken);
        var ways = await MeasureAsync(Many);
        await Packets.EndAllTreatmentsAsync(cancellationToken);

        // Four standard deviations of 400 draws.
        Assert.InRange(ways[OneToTwo].Arrived, 280 - 37, 280 + 37);
        Assert.Equal(0, ways[OneToTwo].Copies);
        Assert.Equal(400, ways[new("n2", "n3")].Arrived);
        Assert.InRange(ways[new("n2", "n3")].Copies, 100 - 35, 100 + 35);
        Assert.Equal((400, 0), (ways[new("n3", "n1")].Arrived, ways[new("n3", "n1")].Copies));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_rate_lets_no_more_through()
    {
        await Packets.TreatAsync("rate", [OneToTwo], new() { BytesPerSecond = 1_000_000 }, cancellationToken);
        var during = await MeasureAsync(Burst);
        await Packets.EndTreatmentAsync("rate", cancellationToken);
        var after = await MeasureAsync(Burst);

        Assert.InRange(during[OneToTwo].BytesPerSecond!.Value, 400_000, 1_050_000);
        Assert.InRange(after[OneToTwo].BytesPerSecond!.Value, 2_000_000, double.MaxValue);
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Overlapping_treatments_add_up_and_end_each_by_itself()
    {
        await Packets.TreatAsync("a", [OneToTwo], new() { Delay = TimeSpan.FromMilliseconds(30) }, cancellationToken);
        await Packets.TreatAsync("b", All, new() { Delay = TimeSpan.FromMilliseconds(40) }, cancellationToken);
        var both = await MeasureAsync(new());
        await Packets.EndTreatmentAsync("a", cancellationToken);
        var second = await MeasureAsync(new());
        await Packets.EndTreatmentAsync("b", cancellationToken);

        Assert.InRange(both[OneToTwo].MedianDelayNs!.Value, 70_000_000, 100_000_000);
        Assert.All(second.Values, way => Assert.InRange(way.MedianDelayNs!.Value, 40_000_000, 65_000_000));
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task A_cut_drops_what_the_delay_line_still_holds_and_does_not_end_the_delay()
    {
        await Packets.TreatAsync("slow", [OneToTwo], new() { Delay = TimeSpan.FromSeconds(1) }, cancellationToken);
        var measuring = Packets.MeasureAsync([OneToTwo], new() { Datagrams = 20, Interval = TimeSpan.Zero }, cancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, cancellationToken);
        await nodes.Network.CutAsync("cut", [OneToTwo], cancellationToken);
        var held = (await measuring)[0];
        await nodes.Network.HealAllAsync(cancellationToken);
        var later = (await Packets.MeasureAsync([OneToTwo], new() { Datagrams = 5 }, cancellationToken))[0];
        await Packets.EndAllTreatmentsAsync(cancellationToken);

        Assert.Equal((20, 0), (held.Sent, held.Arrived));
        Assert.InRange(later.MedianDelayNs!.Value, 1_000_000_000, 1_200_000_000);
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Probes_of_cuts_and_clients_are_left_alone()
    {
        await EtcdCluster.UntilAsync("n1 is healthy", () => nodes.IsHealthyAsync("n1"));
        await Packets.TreatAsync("all lost", All, new() { Loss = 1 }, cancellationToken);
        var probed = await nodes.Network.ProbeAsync(cancellationToken);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var version = await http.GetStringAsync(
            new Uri($"http://{nodes.Cluster.Nodes[0].EndpointOf("client")}/version"), cancellationToken);
        await Packets.EndAllTreatmentsAsync(cancellationToken);

        Assert.Empty(probed.Broken);
        Assert.Contains("etcdserver", version, StringComparison.Ordinal);
        await EtcdCluster.UntilAsync("n1 is healthy again", () => nodes.IsHealthyAsync("n1"));
    }

    private async Task<Dictionary<Link, LinkQuality>> MeasureAsync(PacketProbe probe) =>
        (await Packets.MeasureAsync(All, probe, cancellationToken)).ToDictionary(way => way.Link);

    private async Task AssertNothingLeftAsync()
    {
        foreach (var pod in nodes.Cluster.Nodes.Cast<Pod>())
            Assert.Empty((await pod.Agent.AskAsync(new AgentRequest.TreatState(), cancellationToken)).Reply.Treated!);
    }
}
