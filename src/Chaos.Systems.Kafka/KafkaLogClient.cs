using System.Text;
using Confluent.Kafka;

namespace Chaos.Systems.Kafka;

/// <summary>
/// Logs as keys of records in a partition. It begins at its own node, and from there goes to the partition's leader as every client of Kafka
/// does. The library sends a message again when the leader changes, whatever its settings; the brokers recognise it with <c>idempotence</c>.
/// Values of other logs in the partition are passed over, so that offsets have gaps.
/// </summary>
/// <param name="settings">Kafka's options.</param>
/// <param name="bootstrap">The client's own node.</param>
/// <param name="nextTransactionalId">Gives transactional ids, each only once.</param>
internal sealed class KafkaLogClient(KafkaSettings settings, string bootstrap, Func<string> nextTransactionalId) : IClient
{
    private static readonly TimeSpan endWithin = TimeSpan.FromSeconds(1);

    private IProducer<byte[], byte[]>? producer;
    private IConsumer<byte[], byte[]>? consumer;
    private IConsumer<byte[], byte[]>? ends;
    private KafkaTransactions? transactions;

    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var key = RegisterValues.KeyOf(invocation, "Kafka");
        try
        {
            return invocation.F switch
            {
                LogOperations.Append => await AppendAsync(key, invocation.Value, cancellationToken),
                LogOperations.Poll => await Task.Run(() => Poll(key, invocation.Value, cancellationToken), CancellationToken.None),
                var other => throw new InvalidOperationException($"Kafka's log has no operation '{other}'."),
            };
        }
        catch (CallException e)
        {
            return e.Complete(invocation.F == LogOperations.Poll);
        }
    }

    /// <summary>Closes both; the library takes a moment for that, and must not hold up others meanwhile.</summary>
    public async ValueTask DisposeAsync()
    {
        if (transactions is not null) await transactions.DisposeAsync();
        await Task.Run(() =>
        {
            producer?.Dispose();
            consumer?.Dispose();
            ends?.Dispose();
        });
    }

    private async Task<Completion> AppendAsync(string key, Value value, CancellationToken cancellationToken)
    {
        var partition = new TopicPartition(KafkaTopic.Name, KafkaTopic.PartitionOf(key));
        var message = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = RegisterValues.Encode(value) };
        if (settings.Transactions)
        {
            transactions ??= new(ProducerSettings(), nextTransactionalId);
            return Completion.Ok(Value.Of(Value.Of((await transactions.AppendAsync(partition, message, cancellationToken)).Offset.Value), value));
        }

        producer ??= new ProducerBuilder<byte[], byte[]>(ProducerSettings()).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        try
        {
            var stored = await producer.ProduceAsync(partition, message, cancellationToken);
            // Without acknowledgements nobody tells an offset.
            var offset = stored.Offset.Value >= 0 ? Value.Of(stored.Offset.Value) : Value.Null;
            return Completion.Ok(Value.Of(offset, value));
        }
        catch (KafkaException e)
        {
            // The library sends again after 'not leader', also where it is told to try nothing again.
            throw KafkaErrors.Of(e.Error, resends: settings.WaitsForFollowers, settings.WaitsForFollowers);
        }
    }

    private Completion Poll(string key, Value argument, CancellationToken cancellationToken)
    {
        var (offset, most) = LogOperations.PollArguments(argument);
        var reader = consumer ??= Open(IsolationLevel.ReadCommitted);
        // A consumer that reads what is committed is told another end where a transaction is open.
        var teller = settings.Transactions ? ends ??= Open(IsolationLevel.ReadUncommitted) : reader;
        var partition = new TopicPartition(KafkaTopic.Name, KafkaTopic.PartitionOf(key));
        var poll = new KafkaPoll(reader.Consume, () => teller.QueryWatermarkOffsets(partition, endWithin).High.Value, settings.Transactions);
        try
        {
            reader.Assign(new TopicPartitionOffset(partition, offset));
            return poll.Run(key, offset, most, cancellationToken);
        }
        catch (KafkaException e)
        {
            throw KafkaErrors.Of(e.Error, resends: false, waits: false);
        }
    }

    private IConsumer<byte[], byte[]> Open(IsolationLevel isolation) =>
        new ConsumerBuilder<byte[], byte[]>(ConsumerSettings(bootstrap, isolation)).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();

    private ProducerConfig ProducerSettings() => settings.Transactions
        ? new ProducerConfig(CommonSettings())
        {
            TransactionTimeoutMs = KafkaTransactions.TimeoutMs,
            SocketTimeoutMs = KafkaPoll.AnswerWithinMs,
            MessageTimeoutMs = KafkaTransactions.MessageWithinMs,
            RequestTimeoutMs = KafkaTransactions.MessageWithinMs,
        }
        : CommonSettings();

    private ProducerConfig CommonSettings() => new()
    {
        BootstrapServers = bootstrap,
        ClientId = "chaos",
        Acks = settings.Acks switch
        {
            "0" => Acks.None,
            "1" => Acks.Leader,
            _ => Acks.All,
        },
        EnableIdempotence = settings.Idempotence,
        MessageSendMaxRetries = settings.Idempotence ? int.MaxValue : 0,
        MessageTimeoutMs = KafkaPoll.AnswerWithinMs,
        RequestTimeoutMs = KafkaPoll.AnswerWithinMs - 200,
        LingerMs = 0,
        SocketConnectionSetupTimeoutMs = 1_000,
        SocketKeepaliveEnable = false,
        ReconnectBackoffMs = 50,
        ReconnectBackoffMaxMs = 400,
        RetryBackoffMs = 50,
        AllowAutoCreateTopics = false,
        LogConnectionClose = false,
    };

    internal static ConsumerConfig ConsumerSettings(string bootstrap, IsolationLevel isolation) => new()
    {
        BootstrapServers = bootstrap,
        ClientId = "chaos",
        GroupId = "chaos",
        EnableAutoCommit = false,
        EnablePartitionEof = true,
        // A follower that is behind knows no such offset. Going on elsewhere, as the library does by default, would look like skipped messages.
        AutoOffsetReset = AutoOffsetReset.Error,
        IsolationLevel = isolation,
        FetchWaitMaxMs = 20,
        FetchErrorBackoffMs = 50,
        SocketConnectionSetupTimeoutMs = 1_000,
        SocketTimeoutMs = 1_500,
        ReconnectBackoffMs = 50,
        ReconnectBackoffMaxMs = 400,
        AllowAutoCreateTopics = false,
        LogConnectionClose = false,
    };
}
