using Xunit;

namespace Chaos.Tests.Systems.Etcd;

/// <summary>The clients of the data types, maintenance and digests against one real server.</summary>
public sealed class EtcdDataTypesTests : IAsyncDisposable
{
    private readonly EtcdOnLoopback etcd = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sets_versions_and_cells_answer_as_their_types_say()
    {
        var (nodes, connection) = await etcd.StartAsync("3.7.3", 1);
        var set = await etcd.ClientAsync(connection, nodes[0].Node, SetOperations.TypeName);
        Assert.Equal(Value.Of([]), (await set.InvokeAsync(SetOperations.ReadOf("s1"), Cancelled)).Value);
        foreach (var element in new[] { 1L, 12, 2 }) Assert.Equal(OperationType.Ok, (await set.InvokeAsync(SetOperations.AddOf("s1", element), Cancelled)).Type);
        Assert.Equal(Value.Of(Value.Of(1), Value.Of(12), Value.Of(2)), (await set.InvokeAsync(SetOperations.ReadOf("s1"), Cancelled)).Value);
        Assert.Equal(Value.Of([]), (await set.InvokeAsync(SetOperations.ReadOf("s"), Cancelled)).Value);

        var register = await etcd.ClientAsync(connection, nodes[0].Node, VersionedRegisterOperations.TypeName);
        Assert.Equal(Pair(0, Value.Null), (await register.InvokeAsync(VersionedRegisterOperations.ReadOf("v"), Cancelled)).Value);
        Assert.Equal(Pair(1, Value.Of(7)), (await register.InvokeAsync(VersionedRegisterOperations.WriteOf("v", 7), Cancelled)).Value);
        var changed = await register.InvokeAsync(VersionedRegisterOperations.CasOf("v", 1, 8), Cancelled);
        Assert.Equal((Pair(2, Value.Of(8)), ValueKind.Integer), (changed.Value, changed.Evidence.Kind));
        Assert.Equal(Completion.Mismatch(Value.Of(2)), await register.InvokeAsync(VersionedRegisterOperations.CasOf("v", 1, 9), Cancelled));
        Assert.Equal(Completion.Mismatch(Value.Of(0)), await register.InvokeAsync(VersionedRegisterOperations.CasOf("none", 1, 9), Cancelled));

        var counter = await etcd.ClientAsync(connection, nodes[0].Node, CounterOperations.TypeName);
        Assert.Equal(Value.Of(0), (await counter.InvokeAsync(CounterOperations.ReadOf("c"), Cancelled)).Value);
        await counter.InvokeAsync(CounterOperations.AddOf("c", 2), Cancelled);
        await counter.InvokeAsync(CounterOperations.AddOf("c", 3), Cancelled);
        Assert.Equal(Value.Of(5), (await counter.InvokeAsync(CounterOperations.ReadOf("c"), Cancelled)).Value);

        var log = await etcd.ClientAsync(connection, nodes[0].Node, LogOperations.TypeName);
        await log.InvokeAsync(LogOperations.AppendOf("l", 5), Cancelled);
        Assert.Equal(Pair(1, Value.Of(6)), (await log.InvokeAsync(LogOperations.AppendOf("l", 6), Cancelled)).Value);
        Assert.Equal(Value.Of(Pair(1, Value.Of(6))), (await log.InvokeAsync(LogOperations.PollOf("l", 1, 9), Cancelled)).Value);
    }

    [Fact]
    public async Task A_lock_has_one_holder_whose_token_grows_and_an_election_one_leader()
    {
        var (nodes, connection) = await etcd.StartAsync("3.7.3", 1);
        var (one, other) = (await LockAsync(connection, nodes[0]), await LockAsync(connection, nodes[0]));
        var first = await one.InvokeAsync(LockOperations.AcquireOf("l"), Cancelled);
        Assert.Equal(Completion.Fail("held"), await other.InvokeAsync(LockOperations.AcquireOf("l"), Cancelled));
        Assert.Equal(Completion.Fail("not held"), await other.InvokeAsync(LockOperations.ReleaseOf("l", 1), Cancelled));
        Assert.Equal(OperationType.Ok, (await one.InvokeAsync(LockOperations.ReleaseOf("l", first.Value.AsInteger()), Cancelled)).Type);
        var second = await other.InvokeAsync(LockOperations.AcquireOf("l"), Cancelled);
        Assert.True(second.Value.AsInteger() > first.Value.AsInteger());

        Assert.Equal(Value.Null, (await one.InvokeAsync(ElectionOperations.ObserveOf("e"), Cancelled)).Value);
        var led = await one.InvokeAsync(ElectionOperations.CampaignOf("e", "me"), Cancelled);
        Assert.Equal(led.Value, (await other.InvokeAsync(ElectionOperations.ObserveOf("e"), Cancelled)).Value);
        Assert.Equal(Value.Of("me"), led.Value.AsList()[1]);
    }

    [Fact]
    public async Task A_watch_tells_changes_progress_and_compactions_and_members_tell_their_state()
    {
        var (nodes, connection) = await etcd.StartAsync("3.7.3", 1);
        var client = await etcd.ClientAsync(connection, nodes[0].Node, WatchOperations.TypeName);
        var first = (await client.InvokeAsync(WatchOperations.WriteOf("w", 1), Cancelled)).Value.AsList()[0].AsInteger();
        await client.InvokeAsync(WatchOperations.RewriteOf("w", 2, first), Cancelled);
        await client.InvokeAsync(WatchOperations.DeleteOf("w"), Cancelled);
        Assert.Equal(Value.Null, (await client.InvokeAsync(WatchOperations.DeleteOf("w"), Cancelled)).Value.AsList()[0]);

        var told = await WatchAsync(client, first, 1);
        Assert.Equal(["put", "put", "delete", "progress"], told.Take(4).Select(item => item.Kind));
        Assert.Equal([first, first + 1, first + 2, first + 2], told.Take(4).Select(item => item.Revision));

        var maintenance = Assert.IsAssignableFrom<IMaintenance>(connection);
        foreach (var task in new[] { "compact", "defragment", "snapshot" })
            Assert.Contains("n1", await maintenance.PerformAsync(task, nodes[0].Node, Cancelled), StringComparison.Ordinal);
        Assert.Equal([("compacted", first + 2)], await WatchAsync(client, first, 0));
        Assert.Equal(("delete", first + 2), (await WatchAsync(client, first + 2, 0))[0]);

        var digests = Assert.IsAssignableFrom<IReplicaDigests>(connection);
        var state = await digests.ReadStateAsync(nodes[0].Node, Cancelled);
        Assert.Equal(first + 2, state.Revision);
        var digest = await digests.ReadDigestAsync(nodes[0].Node, state.Revision, Cancelled);
        Assert.Equal(digest, await digests.ReadDigestAsync(nodes[0].Node, state.Revision, Cancelled));
        await client.InvokeAsync(WatchOperations.WriteOf("w", 3), Cancelled);
        var next = await digests.ReadDigestAsync(nodes[0].Node, state.Revision + 1, Cancelled);
        Assert.NotEqual(digest.Digest, next.Digest);
        Assert.Equal(first + 2, next.Basis);
    }

    public ValueTask DisposeAsync() => etcd.DisposeAsync();

    private static Value Pair(long first, Value second) => Value.Of(Value.Of(first), second);

    private static async Task<List<(string Kind, long Revision)>> WatchAsync(IClient client, long from, int progress)
    {
        var told = new List<(string, long)>();
        foreach (var item in (await client.InvokeAsync(WatchOperations.WatchOf(from, 1_500, progress), Cancelled)).Value.AsList())
            told.Add((item.AsList()[0].AsText(), item.AsList()[1].AsInteger()));
        return told;
    }

    private Task<IClient> LockAsync(ISystemConnection connection, EtcdProcess node) => etcd.ClientAsync(connection, node.Node, LockOperations.TypeName);
}
