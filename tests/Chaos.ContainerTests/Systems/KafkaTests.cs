using System.Text;
using Chaos.Systems.Kafka;
using Confluent.Kafka;
using Xunit;

namespace Chaos.ContainerTests.Systems;

/// <summary>What of Kafka the usual tests of clients do not reach: transactions, a controller apart, and maintenance.</summary>
public sealed class KafkaTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_open_transaction_is_not_the_end_of_the_log_and_maintenance_shows_what_it_did()
    {
        await using var stage = await SystemStage.StartAsync("kafka", new("transactions", "yes"), new("controllers", "1"));
        Assert.Equal("c1", await stage.LeaderAsync());
        await using var client = await stage.OpenAsync(LogOperations.TypeName, "n1");
        await ThreeNodes.UntilAsync("a transaction goes through", async () => (await AppendAsync(client, "l0", 1)).Type is OperationType.Ok);
        await OpenTransactionAsync(stage, client);
        await MaintainAsync(stage, client);
    }

    // Another one's transaction in the partition of l0, and behind it a value of l0 whose commit is acknowledged.
    private static async Task OpenTransactionAsync(SystemStage stage, IClient client)
    {
        using var other = new ProducerBuilder<byte[], byte[]>(new ProducerConfig
        {
            BootstrapServers = stage.Cluster.Nodes[0].EndpointOf(KafkaRecipe.ClientPort).ToString(),
            TransactionalId = "other",
            TransactionTimeoutMs = 60_000,
        }).Build();
        other.InitTransactions(TimeSpan.FromSeconds(20));
        other.BeginTransaction();
        var open = await other.ProduceAsync(
            new TopicPartition(KafkaTopic.Name, KafkaTopic.PartitionOf("l6")),
            new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes("l6"), Value = "9"u8.ToArray() }, Cancel);
        Assert.Equal(KafkaTopic.PartitionOf("l0"), KafkaTopic.PartitionOf("l6"));
        var behind = (await ClientCalls.OkAsync(client, LogOperations.AppendOf("l0", 2))).AsList()[0].AsInteger();

        var early = await SystemStage.InvokeAsync(client, LogOperations.PollOf("l0", open.Offset.Value, 8));
        Assert.Equal((OperationType.Fail, KafkaErrors.NotStable.Text), (early.Type, early.Error));
        Assert.NotEqual(OperationType.Ok, (await SystemStage.InvokeAsync(client, LogOperations.PollOf("l0", behind, 8))).Type);
        other.AbortTransaction(TimeSpan.FromSeconds(20));
        await ThreeNodes.UntilAsync("the value can be read", async () =>
            (await SystemStage.InvokeAsync(client, LogOperations.PollOf("l0", behind, 8))) is { Type: OperationType.Ok } end
            && end.Value == Value.Of(Value.Of(Value.Of(behind), Value.Of(2))));
        Assert.Equal(Value.Of(), await ClientCalls.OkAsync(client, LogOperations.PollOf("l6", 0, 8)));
    }

    private static async Task MaintainAsync(SystemStage stage, IClient client)
    {
        var maintenance = Assert.IsAssignableFrom<IMaintenance>(stage.Connection);
        INode NodeOf(string name) => stage.Cluster.Nodes.First(node => node.Name == name);
        foreach (var (task, node) in new[] { ("move-leaders", "n3"), ("balance-leaders", "n2"), ("move-leaders", "c1") })
            Assert.Contains("partitions changed their leader", await maintenance.PerformAsync(task, NodeOf(node), Cancel), StringComparison.Ordinal);

        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var follow = FollowAsync(stage, "n2", end.Token);
        var load = AppendAsync(client, end.Token);
        Assert.Contains("n2 began", await maintenance.PerformAsync("roll-logs", NodeOf("n2"), Cancel), StringComparison.Ordinal);
        await end.CancelAsync();
        await Task.WhenAll(follow, load);
    }

    private static async Task FollowAsync(SystemStage stage, string node, CancellationToken end)
    {
        try
        {
            await foreach (var line in stage.Cluster.FollowLogAsync(node, end)) stage.Connection.ReadLogLine(line);
        }
        catch (OperationCanceledException)
        {
            // Enough was read.
        }
    }

    private static async Task AppendAsync(IClient client, CancellationToken end)
    {
        for (var value = 100; !end.IsCancellationRequested; value++) await AppendAsync(client, $"l{value % KafkaTopic.Partitions}", value);
    }

    private static Task<Completion> AppendAsync(IClient client, string key, long value) =>
        SystemStage.InvokeAsync(client, LogOperations.AppendOf(key, value));
}
