using Chaos.Agent;
using Chaos.Clusters;
using Docker.DotNet;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class AgentTests : IAsyncLifetime
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;
    private DockerEngine engine = null!;
    private DockerCluster cluster = null!;
    private Pod first = null!;
    private Pod second = null!;

    public async ValueTask InitializeAsync()
    {
        engine = await Engines.RequireAsync();
        cluster = await Engines.StartEtcdAsync(engine, Engines.RunId(Guid.CreateVersion7().ToString("N")[^8..]), 2, new ClusterNeeds { Freezer = true });
        first = (Pod)cluster.Nodes[0];
        second = (Pod)cluster.Nodes[1];
    }

    public async ValueTask DisposeAsync()
    {
        if (cluster is not null)
            await cluster.DisposeAsync();
        engine?.Dispose();
    }

    [Fact]
    public async Task The_kernel_counts_what_a_cut_drops_and_forgets_it_when_healed()
    {
        var cut = await AskAsync(second, new AgentRequest.Cut { Sources = [first.Address.ToString()] });
        await AskAsync(first, new AgentRequest.Probe { Nonce = 1, Targets = [second.Address.ToString()], Count = 5, IntervalMs = 1 });
        var during = await AskAsync(second, new AgentRequest.CutState());
        var seen = await AskAsync(second, new AgentRequest.Seen { Nonce = 1 });
        var healed = await AskAsync(second, new AgentRequest.Heal());

        Assert.Equal(first.Address.ToString(), Assert.Single(cut.Cut!).Address);
        Assert.InRange(Assert.Single(during.Cut!).DroppedPackets, 5, long.MaxValue);
        Assert.Empty(seen.Seen!);
        Assert.Empty(healed.Cut!);
    }

    [Fact]
    public async Task When_the_lease_runs_out_a_paused_pod_goes_and_the_others_stay()
    {
        await AskAsync(first, new AgentRequest.Cut { Sources = [second.Address.ToString()] });
        await AskAsync(first, new AgentRequest.Signal { Number = AgentSignal.Stop });
        await AskAsync(first, new AgentRequest.Lease { Ms = 200 });

        await ThreeNodes.UntilAsync("the node has ended", async () => !await RunsAsync(first.NodeContainer));
        await ThreeNodes.UntilAsync("the agent has ended", async () => !await RunsAsync(first.AgentContainer));
        Assert.True(await RunsAsync(second.NodeContainer));
        Assert.True(await RunsAsync(second.AgentContainer));
    }

    [Fact]
    public async Task When_the_lease_runs_out_a_frozen_pod_goes_too()
    {
        var frozen = await AskAsync(first, new AgentRequest.Freeze());
        await AskAsync(first, new AgentRequest.Lease { Ms = 200 });

        Assert.All(frozen.Processes!, process => Assert.Equal(AgentProcess.Frozen, process.State));
        await ThreeNodes.UntilAsync("the node has ended", async () => !await RunsAsync(first.NodeContainer));
        await ThreeNodes.UntilAsync("the agent has ended", async () => !await RunsAsync(first.AgentContainer));
    }

    private async Task<AgentReply> AskAsync(Pod pod, AgentRequest request) =>
        (await pod.Agent.AskAsync(request, cancellationToken)).Reply;

    private async Task<bool> RunsAsync(string container)
    {
        try
        {
            return await engine.Client.Containers.InspectContainerAsync(container, cancellationToken) is { State.Running: true };
        }
        catch (DockerContainerNotFoundException)
        {
            // The engine removes an agent's container when it ends.
            return false;
        }
    }
}
