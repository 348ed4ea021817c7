using System.Buffers.Binary;
using System.Net.Sockets;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.ZooKeeper;

/// <summary>Locks against a server that does what a test tells it.</summary>
public sealed class ZooKeeperLockTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_is_an_ephemeral_node_and_its_token_the_transaction()
    {
        await using var server = Answering(_ => 0);
        await using var client = ClientOf(server);
        var taken = await client.InvokeAsync(LockOperations.AcquireOf("l"), Cancel);
        Assert.Equal((OperationType.Ok, Value.Of(7)), (taken.Type, taken.Value));
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(LockOperations.ReleaseOf("l", 7), Cancel)).Type);
    }

    [Fact]
    public async Task A_node_that_is_there_is_another_holder()
    {
        await using var server = Answering(_ => ZooKeeperErrors.NodeExists);
        await using var client = ClientOf(server);
        var refused = await client.InvokeAsync(LockOperations.AcquireOf("l"), Cancel);
        Assert.Equal((OperationType.Fail, LockOperations.HeldError), (refused.Type, refused.Error));
    }

    [Fact]
    public async Task A_lock_of_a_lost_session_is_not_released_in_another_one()
    {
        var deletes = 0;
        await using var server = Answering(
            type =>
            {
                if (type == 2) deletes++;
                return 0;
            },
            endAfterFirst: true);
        await using var client = ClientOf(server);
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(LockOperations.AcquireOf("l"), Cancel)).Type);
        // The connection ended; the operation that notices it is lost, the next one has a new session.
        await client.InvokeAsync(LockOperations.AcquireOf("other"), Cancel);
        var released = await client.InvokeAsync(LockOperations.ReleaseOf("l", 7), Cancel);
        Assert.Equal((OperationType.Info, 0), (released.Type, deletes));
    }

    private static ZooKeeperLockClient ClientOf(ScriptedServer server) =>
        new(new NodeDialer(server.Endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System), TimeSpan.FromSeconds(30));

    // Every request is answered with the error that a test gives for its type, in transaction 7.
    private static ScriptedServer Answering(Func<int, int> errorOf, bool endAfterFirst = false) => new(async (stream, stop) =>
    {
        await ReadAsync(stream, stop);
        await stream.WriteAsync(new ZooKeeperFrame().Int(0).Int(30_000).Long(77).Buffer(new byte[16]).Bool(false).ToMessage(), stop);
        do
        {
            var request = await ReadAsync(stream, stop);
            var error = errorOf(BinaryPrimitives.ReadInt32BigEndian(request.AsSpan(4)));
            await stream.WriteAsync(
                new ZooKeeperFrame().Int(BinaryPrimitives.ReadInt32BigEndian(request)).Long(7).Int(error).ToMessage(), stop);
        }
        while (!endAfterFirst);
    });

    private static async Task<byte[]> ReadAsync(NetworkStream stream, CancellationToken stop)
    {
        var head = new byte[4];
        await stream.ReadExactlyAsync(head, stop);
        var body = new byte[BinaryPrimitives.ReadInt32BigEndian(head)];
        await stream.ReadExactlyAsync(body, stop);
        return body;
    }
}
