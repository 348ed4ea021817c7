using RabbitMQ.Client.Exceptions;

namespace Chaos.Systems.RabbitMq;

/// <summary>
/// Every error of RabbitMQ and of its client library that an operation can end with, and what it proves: about an enqueue that it is not stored, about
/// a dequeue that nothing was taken. What is in no row is info.
/// </summary>
internal static class RabbitMqErrors
{
    /// <summary>The log-in did not come about.</summary>
    public static readonly ErrorRow Unreachable = new(
        "broker unreachable", OperationType.Fail, "There was no connection, or no channel on it, to send on.");

    /// <summary>The queue could not be declared; the operation was not sent.</summary>
    public static readonly ErrorRow NotDeclared = new("queue not declared", OperationType.Fail, "The operation comes after the declaration: it was not sent.");

    /// <summary>The message went to no queue.</summary>
    public static readonly ErrorRow Returned = new("returned", OperationType.Fail, "The broker gave the message back: no queue took it.");

    /// <summary>The queue did not confirm the message.</summary>
    public static readonly ErrorRow Nacked = new("not confirmed", OperationType.Info, "The queue may have stored it nevertheless, or may yet.");

    /// <summary>The queue is unknown.</summary>
    public static readonly ErrorRow NotFound = new("404 not found", OperationType.Fail, "There is no such queue, so that nothing was taken or stored.");

    /// <summary>The broker ended the channel or the connection.</summary>
    public static readonly ErrorRow Interrupted = new(
        "channel ended", OperationType.Info, "The channel ended with the operation under way.");

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<ErrorRow> All = [Unreachable, NotDeclared, Returned, Nacked, NotFound, Interrupted];

    /// <summary>Whether the broker says that there is no such queue, and not only that it cannot be reached.</summary>
    public static bool IsGone(CallException e) => e.Row == NotFound && e.Message.Contains("no queue '", StringComparison.Ordinal);

    /// <summary>The row for an exception of the library, while an operation was under way; null for one that is none of the library's.</summary>
    public static CallException? Of(Exception e) => e switch
    {
        PublishException { IsReturn: true } => new(Returned, "", e),
        PublishException => new(Nacked, "", e),
        OperationInterruptedException { ShutdownReason.ReplyCode: 404 } gone => new(NotFound, gone.ShutdownReason.ReplyText, e),
        OperationInterruptedException interrupted => new(Interrupted, interrupted.ShutdownReason?.ReplyText ?? "", e),
        RabbitMQClientException => new(Interrupted, e.Message, e),
        IOException or TimeoutException or ObjectDisposedException => new(TransportErrors.LostAfterSend, e.Message, e),
        _ => null,
    };
}
