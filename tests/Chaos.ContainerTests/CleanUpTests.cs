using Chaos.Clusters;
using Docker.DotNet.Models;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class CleanUpTests
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Disposing_a_cluster_leaves_nothing_behind()
    {
        using var engine = await Engines.RequireAsync();
        var runId = Engines.RunId("dispose");
        var cluster = await Engines.StartEtcdAsync(engine, runId, 2);
        Assert.Equal((4, 1, 2), await CountAsync(engine, runId));

        await cluster.DisposeAsync();

        Assert.Equal((0, 0, 0), await CountAsync(engine, runId));
    }

    [Fact]
    public async Task A_cluster_that_cannot_start_leaves_nothing_behind()
    {
        using var engine = await Engines.RequireAsync();
        var runId = Engines.RunId("fails");
        var recipe = EtcdNodes.Recipe(2);
        var broken = recipe with
        {
            Groups = [recipe.Groups[0] with { Launch = _ => new NodeLaunch { Arguments = ["/no/such/program"] } }],
        };
        var settings = new DockerClusterSettings
        {
            RunId = runId,
            Recipe = broken,
            Clock = new RunClock(TimeProvider.System),
        };

        var e = await Assert.ThrowsAsync<ClusterException>(() => engine.StartAsync(settings, cancellationToken));

        Assert.Contains("/no/such/program", e.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), await CountAsync(engine, runId));
    }

    [Fact]
    public async Task When_the_controllers_streams_end_the_pods_go_by_themselves()
    {
        using var engine = await Engines.RequireAsync();
        var runId = Engines.RunId("orphan");
        var cluster = await Engines.StartEtcdAsync(engine, runId, 2);
        await BeginNetworkFaultsAsync(cluster);

        foreach (var pod in cluster.Nodes.Cast<Pod>())
            await pod.DisposeAsync();

        await ThreeNodes.UntilAsync("no container of the run runs", async () => await RunningAsync(engine, runId) == 0);
        await cluster.DisposeAsync();
        Assert.Equal((0, 0, 0), await CountAsync(engine, runId));
    }

    [Fact]
    public async Task A_sweep_removes_what_a_dead_owner_left_and_nothing_of_a_living_one()
    {
        using var engine = await Engines.RequireAsync();
        var dead = Engines.RunId("dead");
        var living = Engines.RunId("living");
        await CreateVolumeAsync(engine, dead, new RunOwner(Environment.MachineName, 1 << 22, "1"));
        await CreateVolumeAsync(engine, living, RunOwner.Current);

        var report = await engine.SweepAsync(cancellationToken);

        Assert.True(report.RemovedAnything);
        Assert.Contains(living, report.LiveRuns);
        Assert.Equal((0, 0, 0), await CountAsync(engine, dead));
        Assert.Equal((0, 0, 1), await CountAsync(engine, living));
        await engine.Client.Volumes.RemoveAsync($"chaos-{living}", true, cancellationToken);
    }

    [Fact]
    public async Task What_another_host_created_is_left_to_clean_alone()
    {
        using var engine = await Engines.RequireAsync();
        var foreign = Engines.RunId("foreign");
        await CreateVolumeAsync(engine, foreign, new RunOwner("another-host", 1, "1"));

        await engine.SweepAsync(cancellationToken);
        Assert.Equal((0, 0, 1), await CountAsync(engine, foreign));
        await engine.CleanAsync(cancellationToken);
        Assert.Equal((0, 0, 0), await CountAsync(engine, foreign));
    }

    // Every fault of the network at once: none of them may keep an agent from leaving.
    private async Task BeginNetworkFaultsAsync(DockerCluster cluster)
    {
        Link[] there = [new("n1", "n2")];
        Link[] back = [new("n2", "n1")];
        Assert.True(cluster.TryGetFaults<INetworkFaults>(out var network));
        Assert.True(cluster.TryGetFaults<IPacketFaults>(out var packets));
        await packets.TreatAsync("slow", [.. there, .. back], new() { Delay = TimeSpan.FromMinutes(5), Duplicate = 0.5 }, cancellationToken);
        await network.FlapAsync("flap", there, TimeSpan.FromMilliseconds(100), cancellationToken);
        await network.CutAsync("cut", back, cancellationToken);
    }

    private static Task<VolumeResponse> CreateVolumeAsync(DockerEngine engine, string runId, RunOwner owner) =>
        engine.Client.Volumes.CreateAsync(new VolumesCreateParameters
        {
            Name = $"chaos-{runId}",
            Labels = new Dictionary<string, string> { [ChaosLabels.Run] = runId, [ChaosLabels.Owner] = owner.ToString() },
        });

    private async Task<(int Containers, int Networks, int Volumes)> CountAsync(DockerEngine engine, string runId)
    {
        var filter = ChaosLabels.Filter($"{ChaosLabels.Run}={runId}");
        var containers = await engine.Client.Containers.ListContainersAsync(
            new ContainersListParameters { All = true, Filters = filter }, cancellationToken);
        var networks = await engine.Client.Networks.ListNetworksAsync(
            new NetworksListParameters { Filters = filter }, cancellationToken);
        var volumes = await engine.Client.Volumes.ListAsync(
            new VolumesListParameters { Filters = filter }, cancellationToken);
        return (containers.Count, networks.Count, volumes.Volumes?.Count ?? 0);
    }

    private async Task<int> RunningAsync(DockerEngine engine, string runId)
    {
        var running = await engine.Client.Containers.ListContainersAsync(
            new ContainersListParameters { Filters = ChaosLabels.Filter($"{ChaosLabels.Run}={runId}") }, cancellationToken);
        return running.Count;
    }
}
