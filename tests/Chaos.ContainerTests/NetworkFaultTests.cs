using Xunit;

namespace Chaos.ContainerTests;

public sealed class NetworkFaultTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private static readonly Link OneToTwo = new("n1", "n2");
    private static readonly Link OneToThree = new("n1", "n3");
    private static readonly Link TwoToOne = new("n2", "n1");

    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_cut_every_direction_works()
    {
        await nodes.Network.HealAllAsync(cancellationToken);
        var seen = await nodes.Network.ProbeAsync(cancellationToken);
        Assert.Empty(seen.Broken);
        Assert.Equal(6, seen.Working.Count);
        Assert.InRange(seen.SentNs, 0, seen.ReceivedNs);
    }

    [Fact]
    public async Task A_cut_of_one_direction_leaves_the_other_one_and_all_others_working()
    {
        await nodes.Network.CutAsync("one-way", [OneToTwo], cancellationToken);
        var during = await nodes.Network.ProbeAsync(cancellationToken);
        await nodes.Network.HealAsync("one-way", cancellationToken);
        var after = await nodes.Network.ProbeAsync(cancellationToken);

        Assert.Equal([OneToTwo], during.Broken);
        Assert.Equal(5, during.Working.Count);
        Assert.Contains(TwoToOne, during.Working);
        Assert.Empty(after.Broken);
    }

    [Fact]
    public async Task Overlapping_faults_heal_each_by_itself()
    {
        await nodes.Network.CutAsync("a", [OneToTwo, OneToThree], cancellationToken);
        await nodes.Network.CutAsync("b", [OneToTwo, TwoToOne], cancellationToken);
        var both = await nodes.Network.ProbeAsync(cancellationToken);
        await nodes.Network.HealAsync("a", cancellationToken);
        var second = await nodes.Network.ProbeAsync(cancellationToken);
        await nodes.Network.HealAsync("b", cancellationToken);
        var none = await nodes.Network.ProbeAsync(cancellationToken);

        Assert.Equivalent(new[] { OneToTwo, OneToThree, TwoToOne }, both.Broken, strict: true);
        Assert.Equivalent(new[] { OneToTwo, TwoToOne }, second.Broken, strict: true);
        Assert.Empty(none.Broken);
    }

    [Fact]
    public async Task Healing_all_leaves_no_rule_whoever_made_it()
    {
        await nodes.Network.CutAsync("a", [OneToTwo], cancellationToken);
        await nodes.Network.CutAsync("b", [TwoToOne], cancellationToken);
        var effect = await nodes.Network.HealAllAsync(cancellationToken);
        var after = await nodes.Network.ProbeAsync(cancellationToken);

        Assert.Empty(after.Broken);
        Assert.InRange(effect.EarliestNs, 1, effect.LatestNs);
        // The faults are forgotten too: a later one does not bring them back.
        await nodes.Network.CutAsync("c", [OneToThree], cancellationToken);
        var later = await nodes.Network.ProbeAsync(cancellationToken);
        await nodes.Network.HealAsync("c", cancellationToken);
        Assert.Equal([OneToThree], later.Broken);
    }

    [Fact]
    public async Task A_cut_outlives_the_crash_and_restart_of_the_node_behind_it()
    {
        await nodes.Network.CutAsync("stays", [OneToTwo], cancellationToken);
        await nodes.Processes.KillAsync("n2", cancellationToken);
        await nodes.Processes.StartAsync("n2", cancellationToken);
        var seen = await nodes.Network.ProbeAsync(cancellationToken);
        await nodes.Network.HealAllAsync(cancellationToken);

        Assert.Equal([OneToTwo], seen.Broken);
    }

    [Fact]
    public async Task Clients_reach_a_node_that_is_cut_off_from_all_others()
    {
        await ThreeNodes.UntilAsync("n1 is healthy", () => nodes.IsHealthyAsync("n1"));
        await nodes.Network.CutAsync("alone", [OneToTwo, OneToThree, TwoToOne, new Link("n3", "n1")], cancellationToken);
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var version = await http.GetStringAsync(
            new Uri($"http://{nodes.Cluster.Nodes[0].EndpointOf("client")}/version"), cancellationToken);
        await nodes.Network.HealAllAsync(cancellationToken);

        Assert.Contains("etcdserver", version, StringComparison.Ordinal);
        await ThreeNodes.UntilAsync("n1 is healthy again", () => nodes.IsHealthyAsync("n1"));
    }

    [Fact]
    public async Task A_direction_that_is_not_in_the_cluster_is_refused()
    {
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await nodes.Network.CutAsync("x", [new Link("n1", "n9")], cancellationToken));
    }
}
