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

    [Fact]
    public void The_members_are_the_servers_of_the_status_as_a_member_sees_them()
    {
        const string Printed = """
            19e1
            Name: chaos
            Cluster ID: 8b5c (8b5c7b3c-6f0e-4a0b-9a3f-7d6f0c1f2a33)
            Server ID: 19e1 (19e1a1b2-6f0e-4a0b-9a3f-7d6f0c1f2a33)
            Address: tcp:10.1.2.11:6644
            Status: cluster member
            Role: leader
            Term: 3
            Leader: self
            Connections: ->0000 <-5a2c
            Servers:
                19e1 (19e1 at tcp:10.1.2.11:6644) (self) next_index=2 match_index=40
                5a2c (5a2c at tcp:10.1.2.13:6644) next_index=41 match_index=40 last msg 12 ms ago
            """;
        Assert.Equal(["10.1.2.11", "10.1.2.13"], OvsdbStatus.Parse(Printed).Members);
        foreach (var none in (string[])["joining cluster", "leaving cluster", "left cluster", "failed"])
            Assert.Throws<ProbeException>(() => OvsdbStatus.Parse(Printed.Replace("cluster member", none, StringComparison.Ordinal)).Members);
        var cutOff = Printed.Replace("cluster member", "disconnected from the cluster (election timeout)", StringComparison.Ordinal);
        Assert.Equal(2, OvsdbStatus.Parse(cutOff).Members.Count);
        Assert.Throws<ProbeException>(() => OvsdbStatus.Parse("no such database"));
    }

    [Fact]
    public async Task A_command_gives_what_it_prints_or_why_it_was_refused()
    {
        await using var server = Answering("""{"id":1,"result":"sent removal request to leader","error":null}""");
        using var link = await OvsdbLink.OpenAsync(DialerOf(server.Endpoint), Cancel);
        Assert.Equal("sent removal request to leader", await link.CommandAsync("cluster/kick", ["chaos", "tcp:10.1.2.13:6644"], Cancel));

        await using var other = Answering("""{"id":1,"result":null,"error":"unknown server"}""");
        using var refusing = await OvsdbLink.OpenAsync(DialerOf(other.Endpoint), Cancel);
        var refused = await Assert.ThrowsAsync<ProbeException>(() => refusing.CommandAsync("cluster/kick", ["chaos", "x"], Cancel));
        Assert.Equal("unknown server", refused.Message);
    }

    [Fact]
    public void Who_joins_founds_no_cluster_and_begins_with_a_file_of_its_own()
    {
        var group = new OvsdbSystem().CreateRecipe(Options.Create("system ovsdb", new OvsdbSystem().Options, []), 3).Groups.Single();
        var peers = Enumerable.Range(1, 4).ToDictionary(i => $"n{i}", i => IPAddress.Parse($"10.1.2.{10 + i}"));
        var first = group.Launch(new("n1", peers["n1"], peers, "run")).Arguments;
        var again = group.Join!(new(new("n1", peers["n1"], peers, "run"), ["n1", "n2", "n4"], 2)).Arguments;
        Assert.Contains("yes", first);
        Assert.DoesNotContain("yes", again);
        Assert.NotEqual(first[5], again[5]);
        Assert.Equal(["tcp:10.1.2.12:6644", "tcp:10.1.2.14:6644"], again.Skip(6));
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

    private static OvsdbRegisterClient ClientOf(IPEndPoint endpoint) => new(DialerOf(endpoint), localReads: false);

    private static NodeDialer DialerOf(IPEndPoint endpoint) => new(endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System);
}
