using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.ZooKeeper;

/// <summary>The client against a server that does what a test tells it.</summary>
public sealed class ZooKeeperClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_nobody_listens_a_write_is_a_fail()
    {
        await using var client = ClientOf(ScriptedServer.Nobody());
        Assert.Equal(OperationType.Fail, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
    }

    [Fact]
    public async Task Behind_a_proxy_a_refusal_proves_nothing()
    {
        await using var client = ClientOf(ScriptedServer.Nobody(), refusalIsProof: false);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
    }

    [Fact]
    public async Task A_server_out_of_the_quorum_closes_the_handshake_and_nothing_was_sent()
    {
        await using var server = new ScriptedServer(async (stream, stop) => await ReadAsync(stream, stop));
        await using var client = ClientOf(server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.Equal((OperationType.Fail, true), (end.Type, end.Error!.StartsWith("no session", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_connection_that_ends_after_a_write_leaves_it_open_and_a_read_a_fail_and_neither_is_sent_again()
    {
        var requests = 0;
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            await GreetAsync(stream, stop);
            await ReadAsync(stream, stop);
            Interlocked.Increment(ref requests);
        });
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        Assert.Equal(OperationType.Fail, (await client.InvokeAsync(RegisterOperations.ReadOf("k"), Cancel)).Type);
        Assert.Equal((2, 2), (requests, server.Connections));
    }

    [Fact]
    public async Task A_write_creates_the_node_where_it_is_not_there_and_pings_and_events_are_passed_over()
    {
        var types = new List<int>();
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            await GreetAsync(stream, stop);
            for (var zxid = 1L; ; zxid++)
            {
                var request = await ReadAsync(stream, stop);
                types.Add(BinaryPrimitives.ReadInt32BigEndian(request.AsSpan(4)));
                await ReplyAsync(stream, -2, 0, 0, stop);
                await ReplyAsync(stream, -1, 0, 0, stop);
                await ReplyAsync(stream, BinaryPrimitives.ReadInt32BigEndian(request), zxid, types[^1] == 5 ? -101 : 0, stop);
            }
        });
        await using var client = ClientOf(server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.Equal((OperationType.Ok, Value.Of(2)), (end.Type, end.Evidence));
        Assert.Equal([5, 15], types);
    }

    private static ZooKeeperRegisterClient ClientOf(IPEndPoint endpoint, bool refusalIsProof = true) =>
        new(new NodeDialer(endpoint, TimeSpan.FromSeconds(5), refusalIsProof, TimeProvider.System), ZooKeeperRead.Quorum);

    private static async Task GreetAsync(NetworkStream stream, CancellationToken stop)
    {
        await ReadAsync(stream, stop);
        await stream.WriteAsync(new ZooKeeperFrame().Int(0).Int(10_000).Long(77).Buffer(new byte[16]).Bool(false).ToMessage(), stop);
    }

    private static Task ReplyAsync(NetworkStream stream, int xid, long zxid, int error, CancellationToken stop) =>
        stream.WriteAsync(new ZooKeeperFrame().Int(xid).Long(zxid).Int(error).ToMessage(), stop).AsTask();

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, stop);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        await stream.ReadExactlyAsync(body, stop);
        return body;
    }
}
