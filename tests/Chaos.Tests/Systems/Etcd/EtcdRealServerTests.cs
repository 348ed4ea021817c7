using Xunit;

namespace Chaos.Tests.Systems.Etcd;

/// <summary>Client and probes against the real program.</summary>
public sealed class EtcdRealServerTests : IAsyncDisposable
{
    private readonly EtcdOnLoopback etcd = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("3.5.2")]
    [InlineData("3.7.3")]
    public async Task Registers_and_probes_of_one_node(string version)
    {
        var (nodes, connection) = await etcd.StartAsync(version, 1);
        var node = nodes[0].Node;
        var client = await etcd.ClientAsync(connection, node);

        await AssertRegistersAsync(client);

        var role = await connection.ProbeRoleAsync(node, Cancelled);
        Assert.Equal((NodeRole.Leader, "n1"), (role.Role, role.Leader));
        Assert.False(role.IsEvidence || connection.RoleIsEvidence);
        Assert.InRange(role.SentNs, 0, role.ReceivedNs);
        Assert.Equal(["n1"], (await connection.ProbeMembershipAsync(node, Cancelled)).Members);
        Assert.Equal(version, await connection.ReadVersionAsync(node, Cancelled));
        var election = Assert.Single(EtcdOnLoopback.ElectionsOf(nodes[0], connection));
        Assert.Equal((NodeRole.Leader, role.Term), (election.Role, election.Term));
    }

    [Fact]
    public async Task Without_a_quorum_a_write_is_an_info_and_a_read_a_fail_in_the_server_s_words()
    {
        var (nodes, connection) = await etcd.StartAsync("3.7.3", 3);
        await nodes[1].KillAsync();
        await nodes[2].KillAsync();

        var (writer, reader) = (await etcd.ClientAsync(connection, nodes[0].Node), await etcd.ClientAsync(connection, nodes[0].Node));
        var writing = writer.InvokeAsync(RegisterOperations.WriteOf("k1", 1), Cancelled).AsTask();
        var reading = reader.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled).AsTask();

        // The row of the table, word by word: the server's text is known, not a surprise.
        var (written, read) = (await writing, await reading);
        Assert.Equal(OperationType.Info, written.Type);
        Assert.StartsWith("etcdserver: request timed out", written.Error, StringComparison.Ordinal);
        Assert.Equal(OperationType.Fail, read.Type);
        Assert.StartsWith("etcdserver: ", read.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_serializable_read_is_answered_by_the_node_alone()
    {
        var (nodes, linearizable) = await etcd.StartAsync("3.7.3", 3);
        var serializable = etcd.Connect("serializable");
        var client = await etcd.ClientAsync(linearizable, nodes[0].Node);
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(RegisterOperations.WriteOf("k1", 1), Cancelled)).Type);

        await nodes[1].KillAsync();
        await nodes[2].KillAsync();

        var alone = await etcd.ClientAsync(serializable, nodes[0].Node);
        var read = await alone.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled);
        Assert.Equal((OperationType.Ok, Value.Of(1)), (read.Type, read.Value));
        Assert.False((await linearizable.ProbeHealthAsync(nodes[0].Node, Cancelled)).Healthy);
    }

    [Fact]
    public async Task A_killed_leader_is_replaced_and_no_operation_is_lost()
    {
        var (nodes, connection) = await etcd.StartAsync("3.7.3", 3);
        var leader = await EtcdOnLoopback.LeaderAsync(nodes, connection);
        var client = await etcd.ClientAsync(connection, leader.Node);
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(RegisterOperations.WriteOf("k1", 1), Cancelled)).Type);

        await leader.KillAsync();

        // Whether the old connection is known to be dead before the request leaves is a race; a fresh one is refused.
        Assert.NotEqual(OperationType.Ok, (await client.InvokeAsync(RegisterOperations.WriteOf("k1", 2), Cancelled)).Type);
        var fresh = await etcd.ClientAsync(connection, leader.Node);
        Assert.Equal(
            Completion.Fail("connection refused"), await fresh.InvokeAsync(RegisterOperations.WriteOf("k1", 2), Cancelled));
        Assert.Equal(NodeRole.Unknown, (await connection.ProbeRoleAsync(leader.Node, Cancelled)).Role);
        Assert.False((await connection.ProbeHealthAsync(leader.Node, Cancelled)).Healthy);

        EtcdProcess[] others = [.. nodes.Where(node => node != leader)];
        await EtcdOnLoopback.HealthyAsync(connection, others);
        var next = await EtcdOnLoopback.LeaderAsync(others, connection);
        var other = await etcd.ClientAsync(connection, next.Node);
        Assert.Equal(Value.Of(1), (await other.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled)).Value);

        leader.Start();
        await EtcdOnLoopback.HealthyAsync(connection, nodes);
        // The same client, the same node: it connects again.
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(RegisterOperations.WriteOf("k1", 3), Cancelled)).Type);
        var elections = nodes.SelectMany(node => EtcdOnLoopback.ElectionsOf(node, connection)).ToList();
        Assert.True(elections.Count >= 2);
        Assert.Equal(elections.Count, elections.Select(election => election.Term).Distinct().Count());
    }

    public ValueTask DisposeAsync() => etcd.DisposeAsync();

    private static async Task AssertRegistersAsync(IClient client)
    {
        var missing = await client.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled);
        Assert.Equal((OperationType.Ok, Value.Null), (missing.Type, missing.Value));
        Assert.Equal(Completion.Mismatch(Value.Null), await client.InvokeAsync(RegisterOperations.CasOf("k1", Value.Of(9), 1), Cancelled));

        var created = await client.InvokeAsync(RegisterOperations.CasOf("k1", Value.Null, -5), Cancelled);
        Assert.Equal((OperationType.Ok, Value.Of(Value.Null, Value.Of(-5))), (created.Type, created.Value));
        Assert.Equal(Completion.Mismatch(Value.Of(-5)), await client.InvokeAsync(RegisterOperations.CasOf("k1", Value.Null, 1), Cancelled));

        var written = await client.InvokeAsync(RegisterOperations.WriteOf("k1", long.MaxValue), Cancelled);
        Assert.Equal(Completion.Ok(Value.Of(long.MaxValue), Value.Of(created.Evidence.AsInteger() + 1)), written);
        Assert.Equal(
            Completion.Ok(Value.Of(long.MaxValue), written.Evidence),
            await client.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled));
        Assert.Equal(
            Completion.Mismatch(Value.Of(long.MaxValue)),
            await client.InvokeAsync(RegisterOperations.CasOf("k1", Value.Of(1), 2), Cancelled));

        var applied = await client.InvokeAsync(RegisterOperations.CasOf("k1", Value.Of(long.MaxValue), 2), Cancelled);
        Assert.Equal(written.Evidence.AsInteger() + 1, applied.Evidence.AsInteger());
        Assert.Equal(Value.Of(2), (await client.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled)).Value);
    }
}
