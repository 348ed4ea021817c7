using MySqlConnector;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>The digests that real servers tell: equal where they hold the same, and others where one was changed behind the group's back.</summary>
public sealed class ReplicaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_of_Galera_that_was_changed_alone_tells_another_digest_at_the_same_position()
    {
        await using var stage = await SystemStage.StartAsync("galera");
        await WriteAsync(stage, 1);
        await ThreeNodes.UntilAsync("the nodes hold the same", async () => (await LookAsync(stage)) is { Positions: 1, Digests: 1 });

        var endpoint = stage.Cluster.Nodes[2].EndpointOf("client");
        await using var alone = new MySqlConnection($"Server={endpoint.Address};Port={endpoint.Port};User ID=chaos;Database=chaos;SslMode=None;Pooling=false");
        await alone.OpenAsync(Cancel);
        foreach (var statement in new[] { "SET SESSION wsrep_on = OFF", "UPDATE registers SET v = v + 1" })
        {
            await using var command = new MySqlCommand(statement, alone);
            await command.ExecuteNonQueryAsync(Cancel);
        }

        await ThreeNodes.UntilAsync("the third node differs", async () => (await LookAsync(stage)) is { Positions: 1, Digests: 2 });
    }

    [Fact]
    public async Task Servers_of_ZooKeeper_that_have_applied_the_same_tell_the_same_digest_and_after_a_change_another_one()
    {
        await using var stage = await SystemStage.StartAsync("zookeeper");
        await WriteAsync(stage, 1);
        await ThreeNodes.UntilAsync("the nodes hold the same", async () => (await LookAsync(stage)) is { Positions: 1, Digests: 1 });
        var before = (await LookAsync(stage)).First;
        await WriteAsync(stage, 2);
        await ThreeNodes.UntilAsync(
            "the nodes hold the same again", async () => (await LookAsync(stage)) is { Positions: 1, Digests: 1 } seen && seen.First != before);
    }

    private static async Task WriteAsync(SystemStage stage, int value)
    {
        await using var client = await stage.OpenAsync(RegisterOperations.TypeName, "n1");
        await ClientCalls.OkAsync(client, RegisterOperations.WriteOf("k1", value));
    }

    // How many positions and digests the three nodes tell, and the first digest; none where a node could not tell for its position.
    private static async Task<(int Positions, int Digests, string First)> LookAsync(SystemStage stage)
    {
        var replicas = Assert.IsAssignableFrom<IReplicaDigests>(stage.Connection);
        var (positions, digests) = (new List<long>(), new List<string>());
        try
        {
            foreach (var node in stage.Cluster.Nodes)
            {
                var state = await replicas.ReadStateAsync(node, Cancel);
                positions.Add(state.Revision);
                digests.Add((await replicas.ReadDigestAsync(node, state.Revision, Cancel)).Digest);
            }
        }
        catch (ClusterException)
        {
            return default;
        }

        return (positions.Distinct().Count(), digests.Distinct(StringComparer.Ordinal).Count(), digests[0]);
    }
}
