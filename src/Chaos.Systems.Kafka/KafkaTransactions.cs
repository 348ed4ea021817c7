using Confluent.Kafka;

namespace Chaos.Systems.Kafka;

/// <summary>
/// Appends each message in a transaction of its own. After any failure the producer and its transactional id are given up: nobody will ever ask for
/// a commit by that id again, so that a message of it that arrives late cannot be committed with a later one.
/// </summary>
/// <param name="settings">How producers are made; without transactional id.</param>
/// <param name="nextId">Gives transactional ids, each only once.</param>
internal sealed class KafkaTransactions(ProducerConfig settings, Func<string> nextId) : IAsyncDisposable
{
    /// <summary>How long the coordinator lets a transaction hang about that nobody ends; read-committed polls wait behind it.</summary>
    public const int TimeoutMs = 3_000;

    /// <summary>How long a message may take to its acknowledgement. With what begins and ends the transaction it is below an operation's deadline.</summary>
    public const int MessageWithinMs = 700;

    private static readonly TimeSpan beginsWithin = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan endsWithin = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim gate = new(1, 1);
    private IProducer<byte[], byte[]>? producer;
    private bool begun;

    /// <summary>Begins a transaction, sends the message, waits for its acknowledgement, and commits.</summary>
    /// <returns>Where it is; the commit was acknowledged.</returns>
    /// <exception cref="CallException">Something failed; the row tells what that proves.</exception>
    public async Task<DeliveryResult<byte[], byte[]>> AppendAsync(
        TopicPartition partition, Message<byte[], byte[]> message, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            return await AppendAloneAsync(partition, message, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Closes the producer, once a call that is under way has ended: the library does not bear both at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await gate.WaitAsync();
        GiveUp();
        gate.Release();
    }

    private async Task<DeliveryResult<byte[], byte[]>> AppendAloneAsync(
        TopicPartition partition, Message<byte[], byte[]> message, CancellationToken cancellationToken)
    {
        var own = await BeginAsync();
        DeliveryResult<byte[], byte[]> stored;
        try
        {
            stored = await own.ProduceAsync(partition, message, cancellationToken);
        }
        catch (KafkaException e)
        {
            throw new CallException(await AbortAsync(own), $"{e.Error.Code} {e.Error.Reason}", e);
        }
        catch (OperationCanceledException)
        {
            GiveUp();
            throw;
        }

        try
        {
            await Task.Run(() => own.CommitTransaction(endsWithin), CancellationToken.None);
            return stored;
        }
        catch (KafkaException e)
        {
            // Also where the library wants an abort: the commit may have been carried out, and its answer lost.
            GiveUp();
            throw new CallException(KafkaErrors.CommitUnknown, $"{e.Error.Code} {e.Error.Reason}", e);
        }
    }

    private async Task<IProducer<byte[], byte[]>> BeginAsync()
    {
        try
        {
            producer ??= new ProducerBuilder<byte[], byte[]>(new ProducerConfig(settings) { TransactionalId = nextId() })
                .SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
            var own = producer;
            if (!begun) await Task.Run(() => own.InitTransactions(beginsWithin), CancellationToken.None);
            begun = true;
            own.BeginTransaction();
            return own;
        }
        catch (KafkaException e)
        {
            // A coordinator that has not answered yet may be asked on by the same producer.
            if (e is not KafkaRetriableException) GiveUp();
            throw new CallException(KafkaErrors.NotBegun, $"{e.Error.Code} {e.Error.Reason}", e);
        }
    }

    private async Task<ErrorRow> AbortAsync(IProducer<byte[], byte[]> own)
    {
        try
        {
            await Task.Run(() => own.AbortTransaction(endsWithin), CancellationToken.None);
            return KafkaErrors.Aborted;
        }
        catch (KafkaException)
        {
            return KafkaErrors.AbortUnknown;
        }
        finally
        {
            GiveUp();
        }
    }

    private void GiveUp()
    {
        var old = producer;
        producer = null;
        begun = false;
        if (old is not null) _ = Task.Run(old.Dispose, CancellationToken.None);
    }
}
