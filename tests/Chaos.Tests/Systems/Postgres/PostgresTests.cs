using System.Net;
using System.Text.Json;
using Chaos.Systems;
using Chaos.Systems.Postgres;
using Xunit;

namespace Chaos.Tests.Systems.Postgres;

/// <summary>The clients of Patroni and CockroachDB against a server that does what a test tells it.</summary>
public sealed class PostgresTests
{
    private static readonly PatroniSystem patroni = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // The table again, by hand, so that a slip in it is seen here.
    [Theory]
    [InlineData("25006", OperationType.Fail)]
    [InlineData("40001", OperationType.Fail)]
    [InlineData("40P01", OperationType.Fail)]
    [InlineData("23505", OperationType.Fail)]
    [InlineData("42P01", OperationType.Fail)]
    [InlineData("57P03", OperationType.Fail)]
    [InlineData("40003", OperationType.Info)]
    [InlineData("57P01", OperationType.Info)]
    [InlineData("57P02", OperationType.Info)]
    [InlineData("57014", OperationType.Info)]
    [InlineData("XX000", OperationType.Info)]
    public async Task A_write_is_a_fail_only_where_a_row_proves_it(string code, OperationType expected)
    {
        await using var server = PostgresScript.Server(_ => code);
        await using var client = ClientAt(RegisterOperations.TypeName, server.Endpoint);
        var end = await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel);
        Assert.True(expected == end.Type, $"{end.Type}: {end.Error}");
    }

    [Fact]
    public async Task A_write_is_ok_and_a_connection_that_ends_after_one_leaves_it_open_and_it_is_not_sent_again()
    {
        var sent = 0;
        await using var server = PostgresScript.Server(_ => Interlocked.Increment(ref sent) == 1 ? null : PostgresScript.End);
        await using var client = ClientAt(RegisterOperations.TypeName, server.Endpoint);
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Type);
        Assert.Equal(OperationType.Info, (await client.InvokeAsync(RegisterOperations.WriteOf("k", 2), Cancel)).Type);
        Assert.Equal(2, sent);
    }

    [Fact]
    public async Task A_transaction_that_ends_before_its_commit_is_a_fail()
    {
        await using var server = PostgresScript.Server(statement => statement.StartsWith("SELECT", StringComparison.Ordinal) ? PostgresScript.End : null);
        await using var client = ClientAt(BankOperations.TypeName, server.Endpoint);
        var end = await client.InvokeAsync(BankOperations.TransferOf("b", 0, 1, 2), Cancel);
        Assert.Equal(OperationType.Fail, end.Type);
        Assert.StartsWith("ended before the commit", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_operation_that_is_given_up_sends_nothing_more_and_cancels_nothing()
    {
        var statements = new List<string>();
        var asked = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        await using var server = PostgresScript.Server(statement =>
        {
            lock (statements) statements.Add(statement);
            if (!statement.StartsWith("BEGIN", StringComparison.Ordinal)) return null;
            asked.TrySetResult();
            release.Task.GetAwaiter().GetResult();
            return null;
        });
        await using var client = ClientAt(BankOperations.TypeName, server.Endpoint);
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var call = client.InvokeAsync(BankOperations.TransferOf("b", 0, 1, 2), giveUp.Token).AsTask();
        await asked.Task.WaitAsync(Cancel);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        release.SetResult();
        // The same process' next operation is on another connection; the first one ends by itself.
        Assert.Equal(OperationType.Ok, (await client.InvokeAsync(BankOperations.OpenOf("b", 2, 1), Cancel)).Type);
        Assert.Equal(2, server.Connections);
        lock (statements) Assert.DoesNotContain(statements, statement => statement.StartsWith("SELECT", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_connection_is_a_fail()
    {
        await using var client = ClientAt(RegisterOperations.TypeName, ScriptedServer.Nobody());
        Assert.Equal("connection refused", (await client.InvokeAsync(RegisterOperations.WriteOf("k", 1), Cancel)).Error);
    }

    [Theory]
    [InlineData("async", "primary", ClaimStanding.NotClaimed)]
    [InlineData("sync", "primary", ClaimStanding.Holds)]
    [InlineData("sync-strict", "primary", ClaimStanding.Holds)]
    [InlineData("sync-strict", "local", ClaimStanding.NotClaimed)]
    public void What_is_claimed_depends_on_how_commits_reach_the_replicas(string mode, string read, ClaimStanding standing) => Assert.All(
        patroni.Claims(OptionsOf(("mode", mode), ("read", read))), claim => Assert.Equal(standing, claim.Standing));

    [Fact]
    public void Nothing_is_pulled_for_a_system_without_an_official_image()
    {
        var image = patroni.CreateRecipe(OptionsOf(), 3).Groups[0].Image;
        Assert.Equal(image.LocalTag, image.Reference);
        Assert.NotNull(image.DebianDockerfile);
    }

    [Theory]
    [InlineData(1, "synchronous_mode_strict: false")]
    [InlineData(3, "synchronous_mode_strict: true")]
    public void One_node_alone_waits_for_no_replica(int count, string expected)
    {
        var group = patroni.CreateRecipe(OptionsOf(), count).Groups[0];
        var peers = group.Nodes.ToDictionary(node => node, node => IPAddress.Parse($"10.0.0.{node[1..]}"));
        Assert.Contains(expected, group.Launch(new NodePlace("n1", peers["n1"], peers, "run")).Files["/etc/chaos/patroni.yml"], StringComparison.Ordinal);
    }

    [Fact]
    public void Members_are_read_as_Patroni_tells_them()
    {
        using var told = JsonDocument.Parse("""
            {"members": [{"name": "n1", "role": "leader", "state": "running"}, {"name": "n2", "role": "sync_standby", "state": "streaming"},
             {"name": "n3", "role": "replica", "state": "starting"}]}
            """);
        var members = PatroniMember.AllOf(told.RootElement);
        Assert.Equal(("n1", 2), (members.Single(member => member.Leads).Name, members.Count(member => member.IsWell)));
        Assert.Equal("n2", members.Single(member => member.IsSynchronous).Name);
    }

    // Seen from a replica whose server was just being started anew.
    [Theory]
    [InlineData("null", "replica", NodeRole.Follower)]
    [InlineData("\"?\"", "primary", NodeRole.Leader)]
    public void A_role_is_read_without_its_timeline_where_there_is_none(string timeline, string role, NodeRole expected)
    {
        using var told = JsonDocument.Parse($$"""{"state": "running", "role": "{{role}}", "timeline": {{timeline}}}""");
        var view = PatroniConnection.RoleOf(told.RootElement, "n1");
        Assert.Equal((expected, null), (view.Role, view.Term));
    }

    [Fact]
    public async Task An_answer_of_another_form_is_an_unknown_role_and_no_failure_of_the_run()
    {
        using var told = JsonDocument.Parse("""{"timeline": null}""");
        var seen = await new NodeProbing(new RunClock(TimeProvider.System)).RoleAsync(
            new LoopbackNode("n1", new(IPAddress.Loopback, 1)),
            isEvidence: true,
            _ => Task.FromResult(new RoleView(NodeRole.Leader, told.RootElement.GetProperty("timeline").GetInt64())),
            Cancel);
        Assert.Equal((NodeRole.Unknown, false), (seen.Role, seen.IsEvidence));
        Assert.StartsWith("an answer that could not be read (", seen.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void CockroachDB_comes_from_its_official_image_only_and_its_recipe_knows_all_nodes()
    {
        var system = new CockroachSystem();
        var group = system.CreateRecipe(Options.Create("system cockroachdb", system.Options, []), 3).Groups[0];
        Assert.Null(group.Image.DebianDockerfile);
        Assert.StartsWith("cockroachdb/cockroach:v", group.Image.Reference, StringComparison.Ordinal);
        var peers = group.Nodes.ToDictionary(node => node, node => IPAddress.Parse($"10.0.0.{node[1..]}"));
        var launch = group.Launch(new NodePlace("n2", peers["n2"], peers, "run"));
        Assert.Contains("--join=10.0.0.1:26257,10.0.0.2:26257,10.0.0.3:26257", launch.Arguments);
        Assert.Contains("no", launch.Arguments);
    }

    private static IClient ClientAt(string type, IPEndPoint endpoint)
    {
        var dialect = PostgresDialect.Of("PostgreSQL");
        return SqlClients.Open(
            type,
            SqlSeats.Same(token => PostgresDialect.OpenAsync(
                new NodeDialer(endpoint, TimeSpan.FromSeconds(1), RefusalIsProof: true, TimeProvider.System), dialect, "postgres", "postgres", token)),
            dialect);
    }

    private static Options OptionsOf(params (string Name, string Value)[] given) => Options.Create(
        "system patroni", patroni.Options, given.Select(option => KeyValuePair.Create(option.Name, option.Value)));
}
