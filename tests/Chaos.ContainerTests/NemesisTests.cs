using Xunit;

namespace Chaos.ContainerTests;

/// <summary>The nemeses on real nodes: what they prove, and that nothing is left behind.</summary>
public sealed class NemesisTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private static readonly HttpClient Http = new();
    private readonly NemesisStage stage = new(nodes);
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("partition:shape=isolated-leader")]
    [InlineData("partition:shape=one-way")]
    [InlineData("kill:target=leader")]
    [InlineData("pause:target=leader")]
    [InlineData("pause:target=leader:means=freezer")]
    [InlineData("restart:down=100ms", 8)]
    [InlineData("restart:down=100ms:stop=kill:target=n2+n3", 8)]
    [InlineData("crash-loop:up=100ms", 5)]
    [InlineData("cpu:cores=0.02", 3)]
    [InlineData("memory", 3)]
    [InlineData("clock:mode=bump:target=all")]
    [InlineData("clock:mode=strobe:target=leader")]
    [InlineData("clock:mode=drift:target=minority")]
    public async Task Each_family_bites_and_is_healed(string argument, int seconds = 1)
    {
        await ThreeNodes.UntilAsync("n1 answers", async () => await stage.AnswersAsync("n1", TimeSpan.FromSeconds(1), cancellationToken));
        var nemesis = stage.Create(argument);

        Assert.Equal(OperationType.Ok, (await stage.BeginAsync(nemesis)).Type);
        await LoadAsync(TimeSpan.FromSeconds(seconds));
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

    // Writes through the node that stays, so that memory and processor are used.
    private async Task LoadAsync(TimeSpan time)
    {
        var value = Convert.ToBase64String(new byte[100_000]);
        for (var began = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(began) < time;)
        {
            var endpoint = nodes.Cluster.Nodes[0].EndpointOf("client");
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
            using var content = new StringContent($$"""{"key":"a2V5","value":"{{value}}"}""");
            try
            {
                using var answer = await Http.PostAsync(new Uri($"http://{endpoint}/v3/kv/put"), content, limit.Token);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                // The node is away, or the majority is.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }
    }
}
