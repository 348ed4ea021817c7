using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>One cluster of etcd nodes for the tests of a class.</summary>
public abstract class EtcdCluster(int count, ClusterNeeds needs) : IAsyncLifetime
{
    private DockerEngine? engine;

    public DockerCluster Cluster { get; private set; } = null!;

    public INetworkFaults Network { get; private set; } = null!;

    public IPacketFaults Packets { get; private set; } = null!;

    public IProcessFaults Processes { get; private set; } = null!;

    /// <summary>There where the cluster was prepared for it.</summary>
    public IClockFaults Clocks { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        engine = await Engines.RequireAsync();
        Cluster = await Engines.StartEtcdAsync(engine, Engines.RunId(Guid.CreateVersion7().ToString("N")[^8..]), count, needs);
        Assert.True(Cluster.TryGetFaults<INetworkFaults>(out var network));
        Assert.True(Cluster.TryGetFaults<IProcessFaults>(out var processes));
        Assert.True(Cluster.TryGetFaults<IPacketFaults>(out var packets));
        if (Cluster.TryGetFaults<IClockFaults>(out var clocks))
            Clocks = clocks;
        Network = network;
        Packets = packets;
        Processes = processes;
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (Cluster is not null)
            await Cluster.DisposeAsync();
        engine?.Dispose();
    }

    /// <summary>Waits until something holds; fails with a sentence when it does not within 40 s.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> holdsAsync)
    {
        var time = TimeProvider.System;
        for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < TimeSpan.FromSeconds(40);)
        {
            if (await holdsAsync())
                return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), time, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"Not within 40 s: {what}.");
    }

    /// <summary>Whether etcd on a node answers that the cluster is healthy (it reads through a quorum).</summary>
    public async Task<bool> IsHealthyAsync(string node)
    {
        var endpoint = Cluster.Nodes.First(n => n.Name == node).EndpointOf("client");
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        try
        {
            var answer = await http.GetStringAsync(
                new Uri($"http://{endpoint}/health"), TestContext.Current.CancellationToken);
            return answer.Contains("\"true\"", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }
}
