using Chaos.Agent;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>Every kind of treatment of packets by its nemesis on real nodes: measured in force, measured to be ended, nothing left.</summary>
public sealed class PacketVariantTests(FiveNodes nodes) : IClassFixture<FiveNodes>
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("shape=delay:links=all")]
    [InlineData("shape=loss:links=all")]
    [InlineData("shape=reorder:links=node:target=n2")]
    [InlineData("shape=duplicate:links=all")]
    [InlineData("shape=rate:links=link:target=n3")]
    [InlineData("shape=all:links=one-way:target=leader")]
    public async Task A_treatment_bites_and_ends_and_leaves_nothing(string parameters)
    {
        var fault = await new NemesisStage(nodes).BeginAndEndAsync($"packets:{parameters}");

        TestContext.Current.SendDiagnosticMessage($"{parameters}: {fault.Effect}");
        Assert.True(fault.Effective, $"{fault.Reason} {fault.Effect}");
        foreach (var pod in nodes.Cluster.Nodes.Cast<Pod>())
            Assert.Empty((await pod.Agent.AskAsync(new AgentRequest.TreatState(), cancellationToken)).Reply.Treated!);
    }

    [Fact]
    public async Task Partitions_and_packets_overlap_and_end_each_by_itself()
    {
        var stage = new NemesisStage(nodes);
        var packets = stage.Create("packets:shape=loss:links=all");
        var partition = stage.Create("partition:shape=isolated-leader");
        await stage.BeginAsync(packets);
        await stage.BeginAsync(partition);
        await partition.HealAsync(stage.Context, cancellationToken);
        await packets.HealAsync(stage.Context, cancellationToken);

        Assert.Equal(2, stage.Faults.Count);
        Assert.All(stage.Faults, fault => Assert.True(fault.Effective, $"{fault.Id}: {fault.Effect}"));
    }
}
