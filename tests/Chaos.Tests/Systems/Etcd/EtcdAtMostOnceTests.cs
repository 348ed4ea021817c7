using System.Net;
using System.Net.Sockets;
using Chaos.Systems;
using Chaos.Systems.EtcdMessages;
using Google.Protobuf;
using Xunit;

namespace Chaos.Tests.Systems.Etcd;

/// <summary>Whatever the other side does, an operation is sent at most once and ends as what can be proven.</summary>
public sealed class EtcdAtMostOnceTests : IAsyncDisposable
{
    private static readonly Invocation write = RegisterOperations.WriteOf("k1", 7);
    private static readonly byte[] putDone = new PutResponse { Header = new ResponseHeader { Revision = 12 } }.ToByteArray();
    private readonly List<IAsyncDisposable> owned = [];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answered_write_is_ok_and_carries_its_revision()
    {
        var server = Start((connection, id) => connection.AnswerAsync(id, putDone));
        var client = await OpenAsync(server.Endpoint);
        Assert.Equal(Completion.Ok(Value.Of(7), Value.Of(12)), await client.InvokeAsync(write, Cancelled));
        Assert.Equal((1, 1, 1), (server.Connections, server.Begun, server.Requests));
    }

    [Fact]
    public async Task Operations_of_one_client_share_a_connection_and_of_two_do_not()
    {
        var server = Start((connection, id) => connection.AnswerAsync(id, putDone));
        var first = await OpenAsync(server.Endpoint);
        for (var i = 0; i < 5; i++) await first.InvokeAsync(write, Cancelled);
        Assert.Equal(1, server.Connections);
        await (await OpenAsync(server.Endpoint)).InvokeAsync(write, Cancelled);
        Assert.Equal((2, 6), (server.Connections, server.Requests));
    }

    [Fact]
    public async Task A_refused_connection_is_a_fail()
    {
        var client = await OpenAsync(NobodyListens());
        Assert.Equal(Completion.Fail("connection refused"), await client.InvokeAsync(write, Cancelled));
    }

    [Fact]
    public async Task A_refused_connection_behind_a_proxy_is_an_info()
    {
        var client = await OpenAsync(NobodyListens(), refusalIsProof: false);
        Assert.Equal(Completion.Info("connection refused by a proxy"), await client.InvokeAsync(write, Cancelled));
    }

    [Fact]
    public async Task A_client_connects_again_for_the_operation_after_a_fail()
    {
        var endpoint = NobodyListens();
        var client = await OpenAsync(endpoint);
        Assert.Equal(OperationType.Fail, (await client.InvokeAsync(write, Cancelled)).Type);
        var server = Start((connection, id) => connection.AnswerAsync(id, putDone), at: endpoint);
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(write, Cancelled)).Type);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_connection_that_is_closed_at_once_gives_no_ok_and_nothing_is_sent_twice()
    {
        var server = Start(onConnection: _ => false);
        var client = await OpenAsync(server.Endpoint);
        var completion = await client.InvokeAsync(write, Cancelled);
        // Whether the request had begun to leave is a race; either is sound, for the server took nothing.
        Assert.NotEqual(OperationType.Ok, completion.Type);
        Assert.Equal(0, server.Requests);
        Assert.True(server.Begun <= 1);
    }

    [Fact]
    public async Task A_reset_after_the_request_was_received_is_an_info_and_not_sent_again()
    {
        var server = Start((connection, _) => Do(connection.Reset));
        await AssertLostOnceAsync(server);
    }

    [Fact]
    public async Task A_close_after_the_request_was_received_is_an_info_and_not_sent_again()
    {
        var server = Start((connection, _) => Do(connection.Dispose));
        await AssertLostOnceAsync(server);
    }

    [Fact]
    public async Task A_goaway_that_invites_to_send_again_is_an_info_and_not_sent_again()
    {
        var server = Start((connection, _) => connection.GoAwayAsync(last: 0));
        await AssertLostOnceAsync(server);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task A_goaway_followed_by_a_close_is_an_info_and_not_sent_again()
    {
        var server = Start(async (connection, _) =>
        {
            await connection.GoAwayAsync(last: 0);
            connection.Dispose();
        });
        await AssertLostOnceAsync(server);
    }

    [Fact]
    public async Task A_refused_stream_is_an_info_and_not_sent_again()
    {
        var server = Start((connection, id) => connection.ResetStreamAsync(id, HostileConnection.RefusedStream));
        await AssertLostOnceAsync(server);
        Assert.Equal(1, server.Begun);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task A_stream_that_is_broken_off_is_an_info_and_not_sent_again(int code)
    {
        var server = Start((connection, id) => connection.ResetStreamAsync(id, code));
        await AssertLostOnceAsync(server);
    }

    [Theory]
    [InlineData(14, "etcdserver: request timed out")]
    [InlineData(14, "etcdserver: leader changed")]
    [InlineData(14, "transport is closing")]
    [InlineData(13, "internal")]
    public async Task An_answer_that_proves_nothing_is_an_info_and_not_sent_again(int status, string words)
    {
        var server = Start((connection, id) => connection.AnswerAsync(id, status, words));
        var client = await OpenAsync(server.Endpoint);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(write, Cancelled)).Type);
        Assert.Equal((1, 1), (server.Requests, server.Begun));
    }

    [Fact]
    public async Task An_answer_that_proves_a_refusal_is_a_fail_and_not_sent_again()
    {
        var server = Start((connection, id) => connection.AnswerAsync(id, 2, "etcdserver: too many requests"));
        var client = await OpenAsync(server.Endpoint);
        Assert.Equal(Completion.Fail("etcdserver: too many requests"), await client.InvokeAsync(write, Cancelled));
        Assert.Equal((1, 1), (server.Requests, server.Begun));
    }

    [Fact]
    public async Task A_message_that_cannot_be_read_is_an_info()
    {
        var server = Start((connection, id) => connection.AnswerAsync(id, [0xff, 0xff, 0xff]));
        await AssertLostOnceAsync(server);
    }

    [Fact]
    public async Task A_server_that_never_answers_leaves_an_info_when_the_operation_is_given_up()
    {
        var server = Start();
        var client = await OpenAsync(server.Endpoint);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var running = client.InvokeAsync(write, deadline.Token).AsTask();
        await server.FirstRequest.Task.WaitAsync(Cancelled);
        await deadline.CancelAsync();
        Assert.Equal(Completion.Info("no answer after the request was sent: Cancelled"), await running);
        Assert.Equal((1, 1), (server.Requests, server.Begun));
    }

    [Fact]
    public async Task An_operation_that_was_given_up_before_it_began_is_never_sent()
    {
        var server = Start((connection, id) => connection.AnswerAsync(id, putDone));
        var client = await OpenAsync(server.Endpoint);
        using var given = new CancellationTokenSource();
        await given.CancelAsync();
        Assert.Equal(Completion.Fail("not sent: Cancelled"), await client.InvokeAsync(write, given.Token));
        await client.InvokeAsync(write, Cancelled);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Closing_a_client_ends_its_operation_as_an_info()
    {
        var server = Start();
        var client = await OpenAsync(server.Endpoint);
        var running = client.InvokeAsync(write, Cancelled).AsTask();
        await server.FirstRequest.Task.WaitAsync(Cancelled);
        await client.DisposeAsync();
        Assert.Equal(OperationType.Info, (await running).Type);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_read_that_is_lost_is_a_fail_for_it_has_no_effect()
    {
        var server = Start((connection, _) => Do(connection.Reset));
        var client = await OpenAsync(server.Endpoint);
        Assert.Equal(OperationType.Fail, (await client.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled)).Type);
        Assert.Equal((1, 1), (server.Requests, server.Begun));
    }

    [Fact]
    public async Task After_a_lost_read_the_same_client_connects_again()
    {
        var answers = 0;
        var server = Start((connection, id) =>
            Interlocked.Increment(ref answers) == 1 ? Do(connection.Reset) : connection.AnswerAsync(id, putDone));
        var client = await OpenAsync(server.Endpoint);
        await client.InvokeAsync(RegisterOperations.ReadOf("k1"), Cancelled);
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(write, Cancelled)).Type);
        Assert.Equal((2, 2), (server.Connections, server.Requests));
    }

    [Fact]
    public async Task A_connection_that_was_closed_between_two_operations_is_replaced_before_sending()
    {
        var server = Start(async (connection, id) =>
        {
            await connection.AnswerAsync(id, putDone);
            await connection.GoAwayAsync(id);
            connection.Dispose();
        });
        var client = await OpenAsync(server.Endpoint);
        for (var i = 0; i < 20; i++) await client.InvokeAsync(write, Cancelled);
        // The close may cross the next request on its way: then that one is an info. No request is seen twice.
        Assert.InRange(server.Requests, 1, 20);
        Assert.InRange(server.Begun, server.Requests, 20);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var each in Enumerable.Reverse(owned)) await each.DisposeAsync();
    }

    private HostileServer Start(
        Func<HostileConnection, int, Task>? onRequest = null, Func<HostileConnection, bool>? onConnection = null, IPEndPoint? at = null)
    {
        var server = new HostileServer(onRequest, onConnection, at);
        owned.Add(server);
        return server;
    }

    private async Task AssertLostOnceAsync(HostileServer server)
    {
        var client = await OpenAsync(server.Endpoint);
        var completion = await client.InvokeAsync(write, Cancelled);
        Assert.Equal(OperationType.Info, completion.Type);
        Assert.StartsWith("no answer after the request was sent", completion.Error, StringComparison.Ordinal);
        Assert.Equal((1, 1), (server.Requests, server.Begun));
    }

    private async Task<IClient> OpenAsync(IPEndPoint endpoint, bool refusalIsProof = true)
    {
        var etcd = new EtcdSystem(ServersDirectory.None);
        var connection = etcd.Connect(null!, Etcds.OptionsOf(etcd), new RunClock(TimeProvider.System));
        owned.Add(connection);
        var node = new LoopbackNode("n1", endpoint) { RefusalIsProof = refusalIsProof };
        var client = await connection.OpenClientAsync(RegisterOperations.TypeName, node, Cancelled);
        owned.Add(client);
        return client;
    }

    private static IPEndPoint NobodyListens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return (IPEndPoint)listener.LocalEndpoint;
    }

    private static Task Do(Action action)
    {
        action();
        return Task.CompletedTask;
    }
}
