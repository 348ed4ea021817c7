using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>Three nodes of etcd whose data directories are disks of their own, for the tests of a class.</summary>
public sealed class DiskNodes : IAsyncLifetime
{
    private DockerEngine? engine;

    /// <summary>All that faults of disks can ask for.</summary>
    public static ClusterNeeds Needs { get; } = new() { PowerLoss = true, DataFiles = true, FileCalls = true };

    public string RunId { get; } = Engines.RunId(Guid.CreateVersion7().ToString("N")[^8..]);

    public DockerCluster Cluster { get; private set; } = null!;

    public IDiskFaults Disks { get; private set; } = null!;

    public IProcessFaults Processes { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        engine = await Engines.RequireAsync();
        Cluster = await Engines.StartEtcdAsync(engine, RunId, 3, Needs);
        Assert.True(Cluster.TryGetFaults<IDiskFaults>(out var disks));
        Assert.True(Cluster.TryGetFaults<IProcessFaults>(out var processes));
        Disks = disks;
        Processes = processes;
    }

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null)
            await Cluster.DisposeAsync();
        engine?.Dispose();
    }

    /// <summary>Waits until the node serves reads through a quorum.</summary>
    public Task UntilHealthyAsync(string node) => ThreeNodes.UntilAsync($"{node} is healthy", () => EtcdCalls.IsHealthyAsync(Cluster, node));
}
