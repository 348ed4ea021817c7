using System.Net;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Chaos.Systems.RabbitMq;

/// <summary>
/// Queues as quorum queues: an enqueue waits for the confirmation, a dequeue gets one message and leaves nothing to acknowledge, so that it is one command
/// to the queue. Nothing is recovered or sent again by the library.
/// </summary>
internal sealed class RabbitMqQueueClient(IPEndPoint endpoint, bool refusalIsProof, RabbitMqQueues queues) : IClient
{
    private static readonly TimeSpan connectWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan answerWithin = TimeSpan.FromMilliseconds(1_800);
    private static readonly BasicProperties durable = new() { Persistent = true };

    private IConnection? connection;
    private IChannel? channel;

    /// <inheritdoc/>
    public async ValueTask<Completion> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var queue = RegisterValues.KeyOf(invocation, "RabbitMQ");
        try
        {
            var open = await ChannelAsync(cancellationToken);
            await DeclareAsync(open, queue, cancellationToken);
            return invocation.F switch
            {
                QueueOperations.Enqueue => await EnqueueAsync(open, queue, invocation.Value, cancellationToken),
                QueueOperations.Dequeue => await DequeueAsync(open, queue, cancellationToken),
                var other => throw new InvalidOperationException($"The queue of RabbitMQ has no operation '{other}'."),
            };
        }
        catch (CallException e)
        {
            if (channel is not { IsOpen: true }) await CloseAsync();
            return e.Complete(isRead: false);
        }
        catch (Exception e) when (RabbitMqErrors.Of(e) is { } known)
        {
            await CloseAsync();
            // A queue that is gone is an observation: there is nothing in it.
            return invocation.F == QueueOperations.Dequeue && RabbitMqErrors.IsGone(known)
                ? Completion.Ok(Value.Null)
                : known.Complete(isRead: false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => CloseAsync();

    private static async Task<Completion> EnqueueAsync(IChannel open, string queue, Value value, CancellationToken cancellationToken)
    {
        // Returns when the queue has confirmed it.
        await open.BasicPublishAsync("", queue, mandatory: true, durable, RegisterValues.Encode(value), cancellationToken);
        return Completion.Ok(value);
    }

    private static async Task<Completion> DequeueAsync(IChannel open, string queue, CancellationToken cancellationToken)
    {
        var got = await open.BasicGetAsync(queue, autoAck: true, cancellationToken);
        return Completion.Ok(got is null ? Value.Null : RegisterValues.Decode(got.Body.Span));
    }

    private async Task DeclareAsync(IChannel open, string queue, CancellationToken cancellationToken)
    {
        try
        {
            await queues.DeclareAsync(open, queue, cancellationToken);
        }
        catch (Exception e) when (RabbitMqErrors.Of(e) is { } known)
        {
            throw new CallException(RabbitMqErrors.NotDeclared, known.Message, e);
        }
    }

    private async Task<IChannel> ChannelAsync(CancellationToken cancellationToken)
    {
        if (channel is { IsOpen: true } open) return open;
        await CloseAsync();
        try
        {
            var factory = new ConnectionFactory
            {
                HostName = endpoint.Address.ToString(),
                Port = endpoint.Port,
                AutomaticRecoveryEnabled = false,
                TopologyRecoveryEnabled = false,
                RequestedConnectionTimeout = connectWithin,
                HandshakeContinuationTimeout = connectWithin,
                ContinuationTimeout = answerWithin,
                RequestedHeartbeat = TimeSpan.FromSeconds(5),
            };
            connection = await factory.CreateConnectionAsync(cancellationToken);
            return channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true), cancellationToken);
        }
        catch (BrokerUnreachableException e)
        {
            throw IsRefusal(e)
                ? new(refusalIsProof ? TransportErrors.Refused : TransportErrors.RefusedByProxy, "", e)
                : new CallException(RabbitMqErrors.Unreachable, e.InnerException?.Message ?? e.Message, e);
        }
        catch (Exception e) when (RabbitMqErrors.Of(e) is { } known)
        {
            throw new CallException(RabbitMqErrors.Unreachable, known.Message, e);
        }
    }

    private static bool IsRefusal(Exception? e) => e switch
    {
        null => false,
        System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.ConnectionRefused } => true,
        AggregateException many => many.InnerExceptions.Any(IsRefusal),
        _ => IsRefusal(e.InnerException),
    };

    // Without a word to the broker: a node that stands still would let us wait.
    private async ValueTask CloseAsync()
    {
        var (old, line) = (channel, connection);
        (channel, connection) = (null, null);
        try
        {
            if (line is { IsOpen: true }) await line.AbortAsync(TimeSpan.FromMilliseconds(200));
            if (old is not null) await old.DisposeAsync();
            if (line is not null) await line.DisposeAsync();
        }
        catch (Exception e) when (RabbitMqErrors.Of(e) is not null || e is OperationCanceledException)
        {
            // It is gone, which was wanted.
        }
    }
}
