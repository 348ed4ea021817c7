using System.Net;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

public sealed class PublishedPortTests
{
    [Fact]
    public async Task Where_addresses_are_not_reached_clients_use_published_ports_that_outlive_a_restart()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        using var engine = await Engines.RequireAsync();
        var settings = new DockerClusterSettings
        {
            RunId = Engines.RunId("published"),
            Recipe = EtcdNodes.Recipe(1),
            Clock = new RunClock(TimeProvider.System),
        };
        var starter = new ClusterStarter(engine.Client, engine.Information with { IsNative = false }, settings);
        await using var cluster = await starter.StartAsync(cancellationToken);
        var node = cluster.Nodes[0];
        var before = node.EndpointOf("client");
        Assert.True(cluster.TryGetFaults<IProcessFaults>(out var processes));
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        // First it is up: how etcd takes a kill during its first start is not what is tested here.
        await ThreeNodes.UntilAsync("etcd answers on its published port", () => AnswersAsync(http, before, cancellationToken));
        await processes.KillAsync("n1", cancellationToken);
        await processes.StartAsync("n1", cancellationToken);

        Assert.Equal(IPAddress.Loopback, before.Address);
        Assert.Equal(before, node.EndpointOf("client"));
        Assert.False(node.RefusalIsProof);
        Assert.Throws<ArgumentException>(() => node.EndpointOf("none"));
        await ThreeNodes.UntilAsync("etcd answers again on its published port", () => AnswersAsync(http, before, cancellationToken));
    }

    private static async Task<bool> AnswersAsync(HttpClient http, IPEndPoint endpoint, CancellationToken cancellationToken)
    {
        try
        {
            return (await http.GetStringAsync(new Uri($"http://{endpoint}/health"), cancellationToken)).Length > 0;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return false;
        }
    }
}
