using System.Net;
using System.Net.Sockets;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Nats;

/// <summary>The client against a server that does what a test tells it.</summary>
public sealed class NatsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10071, OperationType.Fail)]
    [InlineData(10054, OperationType.Fail)]
    [InlineData(10060, OperationType.Fail)]
    [InlineData(10059, OperationType.Info)]
    [InlineData(10008, OperationType.Info)]
    [InlineData(10009, OperationType.Info)]
    [InlineData(10077, OperationType.Info)]
    [InlineData(1, OperationType.Info)]
    public async Task A_write_is_a_fail_only_where_a_row_proves_it(int code, OperationType expected)
    {
        await using var server = Answering(
            "{\"error\":{\"code\":400,\"err_code\":" + code + ",\"description\":\"words\"}}");
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(expected, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
    }

    [Fact]
    public async Task An_acknowledged_write_tells_its_number_and_late_replies_of_others_are_passed_over()
    {
        await using var server = Answering("""{"stream":"KV_chaos","seq":12}""");
        await using var client = ClientOf(server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.Equal((OperationType.Ok, Value.Of(12)), (end.Type, end.Evidence));
    }

    [Fact]
    public async Task Where_nobody_would_get_the_message_it_is_a_fail()
    {
        await using var server = new ScriptedServer(async (stream, stop) =>
        {
            var reply = await GreetAsync(stream, stop);
            const string Head = "NATS/1.0 503\r\n\r\n";
            await NatsScript.WriteAsync(stream, $"HMSG {reply} 1 {Head.Length} {Head.Length}\r\n{Head}\r\n", stop);
            await NatsScript.ReadAsync(stream, stop);
        });
        await using var client = ClientOf(server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.Equal((OperationType.Fail, "503 no responders"), (end.Type, end.Error));
    }

    [Fact]
    public async Task A_connection_that_ends_after_a_write_leaves_it_open()
    {
        await using var server = new ScriptedServer(async (stream, stop) => await GreetAsync(stream, stop));
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Where_nobody_listens_or_the_greeting_does_not_come_nothing_was_sent()
    {
        await using var refused = ClientOf(ScriptedServer.Nobody());
        Assert.Equal("connection refused", (await refused.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Error);
        await using var server = new ScriptedServer((stream, stop) => NatsScript.WriteAsync(stream, "-ERR 'no'\r\n", stop));
        await using var client = ClientOf(server.Endpoint);
        Assert.Equal((OperationType.Fail, "no session"), await EndOf(client));
    }

    [Theory]
    [InlineData("confirmed", ClaimStanding.Holds)]
    [InlineData("leader", ClaimStanding.NotClaimed)]
    [InlineData("direct", ClaimStanding.NotClaimed)]
    public void What_is_claimed_of_registers_depends_on_the_read(string read, ClaimStanding standing)
    {
        var system = new NatsSystem(ServersDirectory.None);
        var options = Options.Create("system nats", system.Options, [new("read", read)]);
        Assert.Equal(standing, system.Claims(options).Single(claim => claim.Workload == "register").Standing);
    }

    private static async Task<(OperationType, string?)> EndOf(NatsRegisterClient client)
    {
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        return (end.Type, end.Error);
    }

    private static NatsRegisterClient ClientOf(IPEndPoint endpoint) =>
        new(new NodeDialer(endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System), NatsRead.Confirmed);

    private static ScriptedServer Answering(string body) => new(async (stream, stop) =>
    {
        var reply = await GreetAsync(stream, stop);
        await NatsScript.WriteAsync(stream, $"PING\r\nMSG {reply}0 1 2\r\nhi\r\nMSG {reply} 1 {body.Length}\r\n{body}\r\n", stop);
        await NatsScript.ReadAsync(stream, stop);
    });

    // Until the first message was published; gives the subject of its reply.
    private static async Task<string> GreetAsync(NetworkStream stream, CancellationToken stop)
    {
        await NatsScript.GreetAsync(stream, stop);
        return (await NatsScript.RequestAsync(stream, stop)).Split(' ')[2];
    }
}
