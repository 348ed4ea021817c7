using System.Net;
using System.Text;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Ovsdb;

/// <summary>The client against a server that does what a test tells it, and what is read from the log.</summary>
public sealed class OvsdbTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The table again, by hand, so that a slip in it is seen here.
    [Theory]
    [InlineData("timed out", OperationType.Fail)]
    [InlineData("constraint violation", OperationType.Fail)]
    [InlineData("domain error", OperationType.Fail)]
    [InlineData("range error", OperationType.Fail)]
    [InlineData("syntax error", OperationType.Fail)]
    [InlineData("unknown database", OperationType.Fail)]
    [InlineData("not allowed", OperationType.Fail)]
    [InlineData("I/O error", OperationType.Info)]
    [InlineData("cluster error", OperationType.Info)]
    [InlineData("canceled", OperationType.Info)]
    [InlineData("something new", OperationType.Info)]
    public async Task A_write_is_a_fail_only_where_a_row_proves_it(string error, OperationType expected)
    {
        await using var server = Answering("{\"id\":1,\"result\":[{\"count\":0},null,{\"error\":\"" + error + "\",\"details\":\"words\"}],\"error\":null}");
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(expected, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
    }

    [Fact]
    public async Task Echoes_are_answered_and_messages_may_come_in_pieces()
    {
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            var buffer = new byte[4096];
            _ = await stream.ReadAsync(buffer, stop);
            await stream.WriteAsync("""{"id":"echo","method":"echo","params":[]}{"id":1,"res"""u8.ToArray(), stop);
            var read = await stream.ReadAsync(buffer, stop);
            Assert.Equal("""{"id":"echo","result":[],"error":null}""", Encoding.UTF8.GetString(buffer, 0, read));
            await stream.WriteAsync("""ult":[{"rows":[{"v":4}]},{"count":1}],"error":null}"""u8.ToArray(), stop);
            _ = await stream.ReadAsync(buffer, stop);
        });
        await using var client = ClientOf(server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.ReadOf("k"), Cancel);
        Assert.Equal((OperationType.Ok, Value.Of(4)), (end.Type, end.Value));
    }

    [Fact]
    public async Task A_read_that_counted_nothing_up_did_not_go_through_the_quorum()
    {
        await using var server = Answering("""{"id":1,"result":[{"rows":[{"v":4}]},{"count":0}],"error":null}""");
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(OperationType.Fail, (await client.InvokeAsync(RegisterOperations.ReadOf("k"), Cancel)).Type);
    }

    // Servers carry a transaction out at least once: one that lost its leader tries it again, and finds its own first try.
    [Theory]
    [InlineData(2, OperationType.Info)]
    [InlineData(3, OperationType.Fail)]
    public async Task A_refused_cas_whose_value_is_there_may_have_been_carried_out(int seen, OperationType expected)
    {
        var replies = new Queue<string>(
        [
            """{"id":1,"result":[{"error":"timed out","details":""}],"error":null}""",
            $$"""{"id":2,"result":[{"rows":[{"v":{{seen}}}]},{"count":1}],"error":null}""",
        ]);
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            var buffer = new byte[4096];
            while (await stream.ReadAsync(buffer, stop) > 0) await stream.WriteAsync(Encoding.UTF8.GetBytes(replies.Dequeue()), stop);
        });
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(expected, (await client.InvokeAsync(RegisterOperations.CasOf("k", Value.Of(1), 2), Cancel)).Type);
    }

    [Fact]
    public async Task A_connection_that_ends_after_a_write_leaves_it_open_and_a_refused_one_does_not()
    {
        await using var server = new ScriptedServer(async (stream, stop) => await stream.ReadAtLeastAsync(new byte[16], 16, true, stop));
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        await using var refused = ClientOf(ScriptedServer.Nobody());
        Assert.Equal("connection refused", (await refused.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Error);
    }

    [Fact]
    public void The_line_of_a_new_leader_is_an_election()
    {
        Assert.Equal(
            (3, new DateTimeOffset(2026, 11, 26, 3, 50, 1, 123, TimeSpan.Zero)),
            OvsdbElections.Read("2026-11-26T03:50:01.123Z|00021|raft|INFO|term 3: elected leader by 2+ of 3 servers"));
        Assert.Null(OvsdbElections.Read("2026-11-26T03:50:01.123Z|00020|raft|INFO|term 3: starting election"));
        Assert.Null(OvsdbElections.Read("2026-11-26T03:50:01.123Z|00020|raft|INFO|server 1a2b is leader for term 3"));
    }

    [Theory]
    [InlineData("quorum", ClaimStanding.Disputed)]
    [InlineData("local", ClaimStanding.NotClaimed)]
    public void What_is_claimed_depends_on_the_read(string read, ClaimStanding standing)
    {
        var system = new OvsdbSystem();
        Assert.Equal(standing, Assert.Single(system.Claims(Options.Create("system ovsdb", system.Options, [new("read", read)]))).Standing);
    }

    private static ScriptedServer Answering(string reply) => new(async (stream, stop) =>
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, stop) > 0) await stream.WriteAsync(Encoding.UTF8.GetBytes(reply), stop);
    });

    private static OvsdbRegisterClient ClientOf(IPEndPoint endpoint) =>
        new(new NodeDialer(endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System), localReads: false);
}
