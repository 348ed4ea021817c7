using System.Net;
using System.Net.Sockets;
using System.Text;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Consul;

/// <summary>The client against a server that does what a test tells it, and what is read from the log.</summary>
public sealed class ConsulTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("400 Bad Request", OperationType.Fail)]
    [InlineData("413 Payload Too Large", OperationType.Fail)]
    [InlineData("404 Not Found", OperationType.Fail)]
    [InlineData("500 Internal Server Error", OperationType.Info)]
    [InlineData("503 Service Unavailable", OperationType.Info)]
    [InlineData("418 I'm a teapot", OperationType.Info)]
    public async Task A_write_is_a_fail_only_where_a_row_proves_it(string status, OperationType expected)
    {
        await using var server = new ScriptedServer((stream, stop) => AnswerAsync(stream, status, "No cluster leader", stop));
        await using var client = ClientOf(server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.Equal(expected, end.Type);
        Assert.Contains("No cluster leader", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_listens_a_write_is_a_fail()
    {
        await using var client = ClientOf(ScriptedServer.Nobody());
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.Equal((OperationType.Fail, "connection refused"), (end.Type, end.Error));
    }

    [Fact]
    public async Task A_connection_that_ends_after_a_write_leaves_it_open_and_it_is_not_sent_again()
    {
        await using var server = new ScriptedServer(async (stream, stop) => await stream.ReadAtLeastAsync(new byte[64], 64, true, stop));
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        Assert.Equal(1, server.Connections);
    }

    [Theory]
    [InlineData("true", OperationType.Ok)]
    [InlineData("false", OperationType.Info)]
    [InlineData("maybe", OperationType.Info)]
    public async Task The_answer_to_a_write_is_true(string body, OperationType expected)
    {
        await using var server = new ScriptedServer((stream, stop) => AnswerAsync(stream, "200 OK", body, stop));
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(expected, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
    }

    // Consul takes a body of unknown length for none: a session would never end, and a lock be given to nobody for 15 s.
    [Fact]
    public async Task The_request_for_a_session_states_the_length_of_its_body()
    {
        var heard = new TaskCompletionSource<string>();
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            var (buffer, length) = (new byte[4096], 0);
            while (!Encoding.ASCII.GetString(buffer, 0, length).Contains("release\"}", StringComparison.Ordinal))
                length += await stream.ReadAtLeastAsync(buffer.AsMemory(length), 1, true, stop);
            heard.SetResult(Encoding.ASCII.GetString(buffer, 0, length));
        });
        var dialer = new NodeDialer(server.Endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System);
        await using var client = new ConsulLockClient(new HttpNode(dialer), new HttpNode(dialer), TimeSpan.FromSeconds(10), TimeProvider.System);
        await client.InvokeAsync(LockOperations.AcquireOf("lock0"), Cancel);
        var request = await heard.Task.WaitAsync(Cancel);
        var body = request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Contains($"Content-Length: {body.Length}\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\"TTL\":\"10s\"", body, StringComparison.Ordinal);
        Assert.DoesNotContain("chunked", request, StringComparison.OrdinalIgnoreCase);
    }

    // The lock is held from its acquisition on, whatever the question for its token comes to.
    [Theory]
    [InlineData("400 Bad Request")]
    [InlineData("500 Internal Server Error")]
    [InlineData("404 Not Found")]
    public async Task A_lock_that_was_taken_is_no_fail_where_its_token_cannot_be_read(string status)
    {
        var answers = new Queue<string>(
        [
            "200 OK\r\nContent-Length: 10\r\n\r\n{\"ID\":\"s\"}",
            "200 OK\r\nContent-Length: 4\r\n\r\ntrue",
            $"{status}\r\nContent-Length: 0\r\n\r\n",
        ]);
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            var (buffer, text) = (new byte[4096], "");
            while (answers.Count > 0 && await stream.ReadAsync(buffer, stop) is > 0 and var read)
            {
                text += Encoding.ASCII.GetString(buffer, 0, read);
                // The first request has a body, which may come by itself.
                if (!text.Contains(answers.Count == 3 ? "release\"}" : "\r\n\r\n", StringComparison.Ordinal)) continue;
                text = "";
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answers.Dequeue()}"), stop);
            }
        });
        var dialer = new NodeDialer(server.Endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System);
        await using var client = new ConsulLockClient(new HttpNode(dialer), new HttpNode(dialer), TimeSpan.FromSeconds(10), TimeProvider.System);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(LockOperations.AcquireOf("lock0"), Cancel)).Type);
    }

    [Fact]
    public async Task A_read_that_is_refused_says_so()
    {
        await using var client = ClientOf(ScriptedServer.Nobody());
        var end = await client.InvokeAsync(RegisterOperations.ReadOf("k"), Cancel);
        Assert.Equal((OperationType.Fail, "connection refused"), (end.Type, end.Error));
    }

    [Fact]
    public async Task A_snapshot_is_an_archive_and_tells_its_index()
    {
        await using var server = new ScriptedServer((stream, stop) => AnswerBytesAsync(stream, "200 OK\r\nX-Consul-Index: 42", [0x1f, 0x8b, 8, 0], stop));
        await using var http = new HttpNode(new NodeDialer(server.Endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System));
        Assert.Equal((4, "42"), await ConsulMaintenance.SnapshotAsync(http, Cancel));
    }

    [Theory]
    [InlineData("500 Internal Server Error", "no leader")]
    [InlineData("200 OK", "")]
    [InlineData("200 OK", "{}")]
    public async Task Anything_else_is_no_snapshot(string status, string body)
    {
        await using var server = new ScriptedServer((stream, stop) => AnswerBytesAsync(stream, status, Encoding.ASCII.GetBytes(body), stop));
        await using var http = new HttpNode(new NodeDialer(server.Endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System));
        await Assert.ThrowsAsync<ProbeException>(() => ConsulMaintenance.SnapshotAsync(http, Cancel));
    }

    [Fact]
    public void An_election_has_the_term_that_the_server_stood_in_last()
    {
        var elections = new ConsulElections();
        Assert.Null(elections.Read("n1", "    2026-11-26T03:00:00.000Z [INFO]  agent.server.raft: entering candidate state: node=\"Node at a [Candidate]\" term=4"));
        Assert.Null(elections.Read("n2", "    2026-11-26T03:00:00.000Z [INFO]  agent.server.raft: entering candidate state: node=\"Node at b [Candidate]\" term=9"));
        Assert.Null(elections.Read("n1", "    2026-11-26T03:00:01.000Z [INFO]  agent.server.raft: entering candidate state: node=\"Node at a [Candidate]\" term=5"));
        var election = elections.Read("n1", "    2026-11-26T03:00:01.500Z [INFO]  agent.server.raft: election won: tally=2");
        Assert.Equal((5, new DateTimeOffset(2026, 11, 26, 3, 0, 1, 500, TimeSpan.Zero)), election);
        Assert.Equal(7, elections.Read("n1", "[INFO]  agent.server.raft: election won: term=7 tally=2")?.Term);
        Assert.Null(elections.Read("n3", "[INFO]  agent.server.raft: election won: tally=2"));
        Assert.Null(elections.Read("n1", "[INFO]  agent.server: New leader elected: payload=n1"));
    }

    [Theory]
    [InlineData("consistent", ClaimStanding.Holds)]
    [InlineData("default", ClaimStanding.NotClaimed)]
    [InlineData("stale", ClaimStanding.NotClaimed)]
    public void What_is_claimed_depends_on_the_read(string read, ClaimStanding standing)
    {
        var system = new ConsulSystem();
        var options = Options.Create("system consul", system.Options, [new("read", read)]);
        Assert.Equal(standing, system.Claims(options).Single(claim => claim.Workload == "register").Standing);
    }

    private static ConsulRegisterClient ClientOf(IPEndPoint endpoint) =>
        new(new HttpNode(new NodeDialer(endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System)), "?consistent");

    // To a request without a body.
    private static async Task AnswerBytesAsync(NetworkStream stream, string head, byte[] body, CancellationToken stop)
    {
        var (request, buffer) = ("", new byte[4096]);
        while (!request.Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, stop);
            if (read == 0) return;
            request += Encoding.ASCII.GetString(buffer, 0, read);
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {body.Length}\r\n\r\n"), stop);
        await stream.WriteAsync(body, stop);
        _ = await stream.ReadAsync(buffer, stop);
    }

    private static async Task AnswerAsync(NetworkStream stream, string status, string body, CancellationToken stop)
    {
        var request = new StringBuilder();
        var buffer = new byte[4096];
        while (!request.ToString().Contains("\r\n\r\n1", StringComparison.Ordinal))
        {
            var read = await stream.ReadAsync(buffer, stop);
            if (read == 0) return;
            request.Append(Encoding.ASCII.GetString(buffer, 0, read));
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n\r\n{body}"), stop);
        _ = await stream.ReadAsync(buffer, stop);
    }
}
