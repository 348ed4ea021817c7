using Xunit;

namespace Chaos.ContainerTests;

/// <summary>The nemeses on real nodes: what they prove, and that nothing is left behind.</summary>
public sealed class NemesisTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private readonly NemesisStage stage = new(nodes);
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("partition:shape=isolated-leader")]
    [InlineData("partition:shape=one-way")]
    [InlineData("kill:target=leader")]
    [InlineData("pause:target=leader")]
    [InlineData("clock:mode=bump:target=all")]
    [InlineData("clock:mode=strobe:target=leader")]
    [InlineData("clock:mode=drift:target=minority")]
    public async Task Each_family_bites_and_is_healed(string argument)
    {
        await ThreeNodes.UntilAsync("n1 answers", async () => await stage.AnswersAsync("n1", TimeSpan.FromSeconds(1), cancellationToken));
        var nemesis = stage.Create(argument);

        Assert.Equal(OperationType.Ok, (await stage.BeginAsync(nemesis)).Type);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, cancellationToken);
        await nemesis.HealAsync(stage.Context, cancellationToken);

        var fault = Assert.Single(stage.Faults);
        Assert.True(fault.Effective, fault.Effect);
        Assert.True(fault.ToNs - fault.FromNs > 900_000_000);
        Assert.Empty((await nodes.Network.ProbeAsync(cancellationToken)).Broken);
        foreach (var node in stage.Voters)
        {
            Assert.Equal(NodeProcessState.Running, (await nodes.Processes.InspectAsync(node, cancellationToken)).State);
            Assert.Equal(0, (await nodes.Clocks.ReadClockAsync(node, cancellationToken)).ClockOffsetNs);
        }
    }

    [Fact]
    public async Task A_node_that_is_killed_and_restarted_behind_a_cut_stays_cut_off()
    {
        var partition = stage.Create("partition:shape=isolated-leader");
        var kill = stage.Create("kill:target=n1");

        await stage.BeginAsync(partition);
        await stage.BeginAsync(kill);
        await kill.HealAsync(stage.Context, cancellationToken);
        await partition.HealAsync(stage.Context, cancellationToken);

        Assert.Equal(2, stage.Faults.Count);
        Assert.All(stage.Faults, fault => Assert.True(fault.Effective, fault.Effect));
    }
}
