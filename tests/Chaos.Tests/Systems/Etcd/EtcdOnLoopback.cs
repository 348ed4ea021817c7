using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

/// <summary>Real clusters for one test, their clients and probes, and the removal of all that.</summary>
internal sealed class EtcdOnLoopback : IAsyncDisposable
{
    // Only a cluster that never becomes healthy needs as much.
    private const int ProbesAtMost = 2000;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("chaos-etcd-");
    private readonly RunClock clock = new(TimeProvider.System);
    private readonly List<IAsyncDisposable> owned = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <summary>Starts nodes and waits until each is healthy.</summary>
    public async Task<(IReadOnlyList<EtcdProcess> Nodes, ISystemConnection Connection)> StartAsync(string version, int count)
    {
        var program = await EtcdProcess.UnpackAsync(version, folder);
        var nodes = EtcdProcess.StartCluster(program, folder, count);
        owned.AddRange(nodes);
        var connection = Connect("linearizable");
        await HealthyAsync(connection, nodes);
        return (nodes, connection);
    }

    public ISystemConnection Connect(string read)
    {
        var etcd = new EtcdSystem(ServersDirectory.None);
        var connection = etcd.Connect(null!, Etcds.OptionsOf(etcd, ("read", read)), clock);
        owned.Add(connection);
        return connection;
    }

    public async Task<IClient> ClientAsync(ISystemConnection connection, INode node, string operationType = RegisterOperations.TypeName)
    {
        var client = await connection.OpenClientAsync(operationType, node, Cancelled);
        lock (owned) owned.Add(client);
        return client;
    }

    public static async Task HealthyAsync(ISystemConnection connection, IEnumerable<EtcdProcess> nodes)
    {
        foreach (var node in nodes)
            await FirstAsync([node], each => connection.ProbeHealthAsync(each.Node, Cancelled), health => health.Healthy is true);
    }

    public static Task<EtcdProcess> LeaderAsync(IReadOnlyList<EtcdProcess> nodes, ISystemConnection connection) =>
        FirstAsync(nodes, each => connection.ProbeRoleAsync(each.Node, Cancelled), role => role.Role is NodeRole.Leader);

    public static List<Observation> ElectionsOf(EtcdProcess node, ISystemConnection connection) =>
        [.. node.Log.Select(line => connection.ReadLogLine(new NodeLogLine(node.Node.Name, 0, line))).OfType<Observation>()];

    public async ValueTask DisposeAsync()
    {
        foreach (var each in Enumerable.Reverse(owned)) await each.DisposeAsync();
        folder.Delete(recursive: true);
    }

    private static async Task<EtcdProcess> FirstAsync(
        IReadOnlyList<EtcdProcess> nodes, Func<EtcdProcess, ValueTask<Observation>> probe, Predicate<Observation> isIt)
    {
        for (var i = 0; i < ProbesAtMost; i++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancelled);
            var node = nodes[i % nodes.Count];
            if (isIt(await probe(node))) return node;
        }

        throw new InvalidOperationException($"After {ProbesAtMost} probes none of {nodes.Count} nodes was as expected.");
    }
}
