using System.Net;
using System.Text;
using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.Redis;

/// <summary>The client against a sentinel and a primary that do what a test tells them.</summary>
public sealed class RedisTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The table again, by hand, so that a slip in it is seen here.
    [Theory]
    [InlineData("READONLY You can't write against a read only replica.", OperationType.Fail)]
    [InlineData("NOREPLICAS Not enough good replicas to write.", OperationType.Fail)]
    [InlineData("LOADING Redis is loading the dataset in memory", OperationType.Fail)]
    [InlineData("MASTERDOWN Link with MASTER is down", OperationType.Fail)]
    [InlineData("OOM command not allowed", OperationType.Fail)]
    [InlineData("MISCONF Redis is configured to save RDB snapshots", OperationType.Fail)]
    [InlineData("NOAUTH Authentication required.", OperationType.Fail)]
    [InlineData("BUSY Redis is busy running a script.", OperationType.Fail)]
    [InlineData("UNBLOCKED force unblock from blocking operation", OperationType.Info)]
    [InlineData("ERR Error running script", OperationType.Info)]
    [InlineData("SOMETHING new", OperationType.Info)]
    public async Task A_write_is_a_fail_only_where_a_row_proves_it(string error, OperationType expected)
    {
        await using var primary = Answering($"-{error}\r\n");
        await using var sentinel = Naming();
        await using var client = ClientOf(sentinel.Endpoint, primary.Endpoint);
        Assert.Equal(expected, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
    }

    [Fact]
    public async Task A_cas_tells_what_it_saw()
    {
        await using var primary = Answering("*2\r\n:0\r\n$1\r\n7\r\n");
        await using var sentinel = Naming();
        await using var client = ClientOf(sentinel.Endpoint, primary.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.CasOf("k", Value.Of(1), 2), Cancel);
        Assert.Equal((OperationType.Fail, Operation.MismatchError, Value.Of(7)), (end.Type, end.Error, end.Evidence));
    }

    [Fact]
    public async Task A_replica_that_refuses_makes_the_client_ask_its_sentinel_again()
    {
        await using var primary = Answering("-READONLY\r\n");
        await using var sentinel = Naming();
        await using var client = ClientOf(sentinel.Endpoint, primary.Endpoint);
        await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        await client.InvokeAsync(RegisterOperations.WriteOf("k", 2), Cancel);
        Assert.Equal((2, 2), (sentinel.Connections, primary.Connections));
    }

    [Fact]
    public async Task A_connection_that_ends_after_a_write_leaves_it_open_and_it_is_not_sent_again()
    {
        await using var primary = new ScriptedServer(async (stream, stop) => await stream.ReadAtLeastAsync(new byte[16], 16, true, stop));
        await using var sentinel = Naming();
        await using var client = ClientOf(sentinel.Endpoint, primary.Endpoint);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        Assert.Equal(1, primary.Connections);
    }

    [Fact]
    public async Task Without_a_sentinel_or_a_primary_nothing_was_sent()
    {
        await using var lost = ClientOf(ScriptedServer.Nobody(), ScriptedServer.Nobody());
        Assert.Equal(OperationType.Fail, (await lost.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        await using var silent = Answering("*-1\r\n");
        await using var unnamed = ClientOf(silent.Endpoint, ScriptedServer.Nobody());
        Assert.Equal("no primary", (await unnamed.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Error);
    }

    [Fact]
    public void Durability_is_claimed_by_neither() => Assert.All(
        new[] { RedisSystem.Redis, RedisSystem.Valkey },
        system => Assert.Equal(
            ClaimStanding.NotClaimed,
            Assert.Single(system.Claims(Options.Create($"system {system.Name}", system.Options, []))).Standing));

    private static ScriptedServer Naming() => Answering("*2\r\n$7\r\nprimary\r\n$4\r\n6379\r\n");

    private static ScriptedServer Answering(string reply) => new(async (stream, stop) =>
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, stop) > 0) await stream.WriteAsync(Encoding.ASCII.GetBytes(reply), stop);
    });

    private static RedisRegisterClient ClientOf(IPEndPoint sentinel, IPEndPoint primary) =>
        new(DialerTo(sentinel), address => address == "primary" ? DialerTo(primary) : null);

    private static NodeDialer DialerTo(IPEndPoint endpoint) => new(endpoint, TimeSpan.FromSeconds(5), true, TimeProvider.System);
}
