using System.Net;
using Chaos.Systems.Galera;
using Xunit;

namespace Chaos.Tests.Systems.Galera;

/// <summary>The clients against a server that does what a test tells it.</summary>
public sealed class GaleraTests
{
    private static readonly GaleraSystem system = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The table again, by hand, so that a slip in it is seen here.
    [Theory]
    [InlineData(1047, OperationType.Fail)]
    [InlineData(1213, OperationType.Fail)]
    [InlineData(1205, OperationType.Fail)]
    [InlineData(1020, OperationType.Fail)]
    [InlineData(1062, OperationType.Fail)]
    [InlineData(1290, OperationType.Fail)]
    [InlineData(1146, OperationType.Fail)]
    [InlineData(1180, OperationType.Info)]
    [InlineData(1317, OperationType.Info)]
    [InlineData(1927, OperationType.Info)]
    [InlineData(1053, OperationType.Info)]
    [InlineData(1999, OperationType.Info)]
    public async Task A_write_is_a_fail_only_where_a_row_proves_it(int number, OperationType expected)
    {
        await using var server = MySqlScript.Server(statement => statement.StartsWith("INSERT", StringComparison.Ordinal) ? number : 0);
        await using var client = ClientAt(RegisterOperations.TypeName, server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.True(expected == end.Type, $"{end.Type}: {end.Error}");
    }

    [Fact]
    public async Task A_connection_that_ends_after_a_write_leaves_it_open_and_it_is_not_sent_again()
    {
        var sent = 0;
        await using var server = MySqlScript.Server(statement =>
        {
            if (!statement.StartsWith("INSERT", StringComparison.Ordinal)) return 0;
            Interlocked.Increment(ref sent);
            return -1;
        });
        await using var client = ClientAt(RegisterOperations.TypeName, server.Endpoint);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task A_transaction_that_ends_before_its_commit_is_a_fail()
    {
        await using var server = MySqlScript.Server(statement => statement.StartsWith("SELECT", StringComparison.Ordinal) ? -1 : 0);
        await using var client = ClientAt(BankOperations.TypeName, server.Endpoint);
        var end = await client.InvokeAsync(BankOperations.TransferOf("b", 0, 1, 2), Cancel);
        Assert.Equal(OperationType.Fail, end.Type);
        Assert.StartsWith("ended before the commit", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_connection_and_a_log_in_that_does_not_come_about_are_fails()
    {
        await using var refused = ClientAt(RegisterOperations.TypeName, ScriptedServer.Nobody());
        Assert.Equal("connection refused", (await refused.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Error);
        await using var server = new ScriptedServer((_, _) => Task.CompletedTask);
        await using var ended = ClientAt(RegisterOperations.TypeName, server.Endpoint);
        Assert.Equal(OperationType.Fail, (await ended.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
    }

    [Fact]
    public void A_node_outside_of_the_primary_component_has_no_view()
    {
        var status = GaleraStatus.Of(new Dictionary<string, string>
        {
            ["wsrep_cluster_status"] = "non-Primary",
            ["wsrep_cluster_conf_id"] = "18446744073709551615",
            ["wsrep_local_state_comment"] = "Initialized",
        });
        Assert.Equal((false, false, null), (status.IsPrimary, status.IsSynced, status.View));
    }

    [Theory]
    [InlineData("0", ClaimStanding.NotClaimed)]
    [InlineData("7", ClaimStanding.Disputed)]
    public void Reads_are_claimed_only_where_they_wait(string wait, ClaimStanding standing) => Assert.Equal(
        standing, system.Claims(OptionsOf(("sync-wait", wait))).Single(claim => claim.Workload == "register").Standing);

    [Theory]
    [InlineData("sync-wait", "16")]
    [InlineData("suspect-ms", "soon")]
    [InlineData("version", "latest")]
    public void Options_that_make_no_sense_are_refused(string name, string value) =>
        Assert.Throws<UsageException>(() => system.CreateRecipe(OptionsOf((name, value)), 3));

    private static IClient ClientAt(string type, IPEndPoint endpoint)
    {
        var node = new LoopbackNode("n1", endpoint);
        return GaleraConnection.ClientOf(type, node, node, GaleraDialect.Of(GaleraSettings.Of(OptionsOf())), TimeProvider.System);
    }

    private static Options OptionsOf(params (string Name, string Value)[] given) => Options.Create(
        "system galera", system.Options, given.Select(option => KeyValuePair.Create(option.Name, option.Value)));
}
