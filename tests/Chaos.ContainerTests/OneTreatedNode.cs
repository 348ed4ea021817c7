using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>One node of etcd: what it loses is lost, because nobody else has it.</summary>
public sealed class OneTreatedNode : IAsyncLifetime
{
    private DockerEngine? engine;

    public DockerCluster Cluster { get; private set; } = null!;

    public IDiskFaults Disks { get; private set; } = null!;

    public IProcessFaults Processes { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        engine = await Engines.RequireAsync();
        var runId = Engines.RunId(Guid.CreateVersion7().ToString("N")[^8..]);
        Cluster = await Engines.StartEtcdAsync(engine, runId, 1, DiskNodes.Needs);
        Assert.True(Cluster.TryGetFaults<IDiskFaults>(out var disks));
        Assert.True(Cluster.TryGetFaults<IProcessFaults>(out var processes));
        (Disks, Processes) = (disks, processes);
        await ThreeNodes.UntilAsync("n1 is healthy", () => EtcdCalls.IsHealthyAsync(Cluster, "n1"));
    }

    public async ValueTask DisposeAsync()
    {
        if (Cluster is not null)
            await Cluster.DisposeAsync();
        engine?.Dispose();
    }
}
