using Chaos.Agent;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>Every shape of a partition on real nodes: measured to be in force, measured to be healed, nothing left behind.</summary>
public sealed class PartitionVariantTests(FiveNodes nodes) : IClassFixture<FiveNodes>
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shape=random-halves", 12)]
    [InlineData("shape=majority-minority:target=n2+n4", 12)]
    [InlineData("shape=isolated-node", 8)]
    [InlineData("shape=leader-in-majority", 0)]
    [InlineData("shape=leader-in-minority", 12)]
    [InlineData("shape=bridge", 8)]
    [InlineData("shape=one-way:target=n3", 4)]
    [InlineData("shape=partial", 2)]
    [InlineData("shape=flapping:flap=400ms:target=n3", 8)]
    [InlineData("shape=majorities-ring", 10)]
    [InlineData("shape=matrix:cut=n1>n2+n3<>n4", 3)]
    public async Task A_shape_bites_and_heals_and_leaves_nothing(string shape, int cuts)
    {
        var stage = new NemesisStage(nodes, beyondQuorum: shape.EndsWith("ring", StringComparison.Ordinal));

        var fault = await stage.BeginAndEndAsync($"partition:{shape}");

        Assert.True(fault.Effective, $"{fault.Reason} {fault.Effect}");
        if (cuts > 0) Assert.Equal(cuts, fault.Cuts.Count);
        await AssertNothingLeftAsync();
    }

    [Fact]
    public async Task Resetting_heal_closes_connections_between_the_healed_nodes()
    {
        await EtcdCluster.UntilAsync("n1 is healthy", () => nodes.IsHealthyAsync("n1"));

        var fault = await new NemesisStage(nodes).BeginAndEndAsync("partition:shape=isolated-leader:heal=reset");

        Assert.True(fault.Effective, fault.Effect);
        Assert.Matches("[1-9][0-9]* ends of connections between the healed nodes were closed", fault.Effect!);
        await EtcdCluster.UntilAsync("n1 is healthy again", () => nodes.IsHealthyAsync("n1"));
    }

    [Fact]
    public async Task A_natural_heal_leaves_the_kernels_own_back_off_and_a_fast_one_bounds_it()
    {
        using var engine = await Engines.RequireAsync();
        Assert.SkipWhen(nodes.Network.RetransmissionLimit is null, "This kernel has no tcp_rto_max_ms.");
        await using var natural = await Engines.StartEtcdAsync(
            engine, Engines.RunId("natural"), 1, new() { NaturalRetransmission = true });

        Assert.Equal("1000", await RetransmissionLimitAsync(nodes.Cluster));
        Assert.NotEqual("1000", await RetransmissionLimitAsync(natural));
        Assert.True(natural.TryGetFaults<INetworkFaults>(out var network));
        Assert.Null(network.RetransmissionLimit);
    }

    private async Task<string> RetransmissionLimitAsync(DockerCluster cluster)
    {
        var answer = await ((Pod)cluster.Nodes[0]).Agent.AskAsync(new AgentRequest.Doctor(), cancellationToken);
        return answer.Reply.Findings!.Single(finding => finding.Name == "tcp-rto-max").Detail.Split(' ')[^1].TrimEnd('.');
    }

    private async Task AssertNothingLeftAsync()
    {
        Assert.Empty((await nodes.Network.ProbeAsync(cancellationToken)).Broken);
        foreach (var pod in nodes.Cluster.Nodes.Cast<Pod>())
            Assert.Empty((await pod.Agent.AskAsync(new AgentRequest.CutState(), cancellationToken)).Reply.Cut!);
    }
}
