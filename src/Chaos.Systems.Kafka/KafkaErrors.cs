using System.Collections.Frozen;
using Confluent.Kafka;

namespace Chaos.Systems.Kafka;

/// <summary>
/// Every error of Kafka and of its client library that an append can end with, and what it proves. What is in no row is info. The library's own
/// word whether a message was persisted is not used: it called messages not persisted that were readable later.
/// </summary>
internal static class KafkaErrors
{
    private const string NotAppended = "The leader refuses the batch before it appends it.";

    /// <summary>No answer in time, from nobody or not from the right broker.</summary>
    public static readonly ErrorRow NoAnswer = new("no answer in time", OperationType.Info, "The message may be with the broker.");

    /// <summary>No transaction could be begun.</summary>
    public static readonly ErrorRow NotBegun = new("no transaction", OperationType.Fail, "No transaction was begun, and so no message sent.");

    /// <summary>The message was not acknowledged, and the transaction's abort was.</summary>
    public static readonly ErrorRow Aborted = new(
        "aborted", OperationType.Fail, "Nobody asked for the commit, and the coordinator has acknowledged the abort; no later transaction has this id.");

    /// <summary>The message was not acknowledged, and the abort was not either.</summary>
    public static readonly ErrorRow AbortUnknown = new(
        "abort unknown", OperationType.Info, "Nobody asked for the commit; the coordinator is to abort it after its time, which is not waited for.");

    /// <summary>The commit was asked for, and ended with an error.</summary>
    public static readonly ErrorRow CommitUnknown = new("commit unknown", OperationType.Info, "The coordinator may have committed it, or do it still.");

    /// <summary>A poll came to a transaction that is neither committed nor aborted.</summary>
    public static readonly ErrorRow NotStable = new(
        "transaction open", OperationType.Info, "Of polls only: what lies behind an open transaction is not told yet, so that the end was not seen.");

    /// <summary>The answers, by code.</summary>
    public static readonly IReadOnlyDictionary<ErrorCode, ErrorRow> Answers = new Dictionary<ErrorCode, ErrorRow>
    {
        [ErrorCode.Local_QueueFull] = new("queue full", OperationType.Fail, "The library did not take the message."),
        [ErrorCode.Local_UnknownPartition] = new("unknown partition (local)", OperationType.Fail, "The library did not take the message."),
        [ErrorCode.MsgSizeTooLarge] = new("message too large", OperationType.Fail, NotAppended),
        [ErrorCode.InvalidMsg] = new("corrupt message", OperationType.Fail, NotAppended),
        [ErrorCode.UnknownTopicOrPart] = new("unknown topic or partition", OperationType.Fail, NotAppended),
        [ErrorCode.NotLeaderForPartition] = new("not leader for partition", OperationType.Fail, NotAppended),
        [ErrorCode.LeaderNotAvailable] = new("leader not available", OperationType.Fail, NotAppended),
        [ErrorCode.NotEnoughReplicas] = new("not enough replicas", OperationType.Fail, "Fewer are in sync than wanted, found before the append."),
        [ErrorCode.TopicAuthorizationFailed] = new("not authorized", OperationType.Fail, NotAppended),
        [ErrorCode.InvalidRequiredAcks] = new("invalid acks", OperationType.Fail, NotAppended),

        [ErrorCode.NotEnoughReplicasAfterAppend] = new(
            "not enough replicas after append", OperationType.Info, "The leader has appended it; fewer than wanted got it in time."),
        [ErrorCode.RequestTimedOut] = new("request timed out", OperationType.Info, "The leader has appended it, and waits for its followers."),
        [ErrorCode.Local_MsgTimedOut] = new(
            "message timed out (local)", OperationType.Info, "The library gave up; whether the message had left is not told reliably."),
        [ErrorCode.Local_Transport] = new("transport (local)", OperationType.Info, "The connection broke with the message under way."),
        [ErrorCode.Local_AllBrokersDown] = new("all brokers down (local)", OperationType.Info, "The connection broke with the message under way."),
        [ErrorCode.Local_TimedOut] = new("timed out (local)", OperationType.Info, "The broker did not answer in time."),
        [ErrorCode.Local_AutoOffsetReset] = new(
            "offset out of range", OperationType.Info, "Of polls only: the broker has no such offset, or not yet, and the poll does not go on elsewhere."),
        [ErrorCode.OffsetNotAvailable] = new(
            "offset not available", OperationType.Info, "Of polls only: a new leader does not know yet how far its log is committed."),
        [ErrorCode.NetworkException] = new("network exception", OperationType.Info, "The connection broke with the message under way."),
        [ErrorCode.KafkaStorageError] = new("storage error", OperationType.Info, "The leader's disk failed while or after it appended."),
        [ErrorCode.OutOfOrderSequenceNumber] = new("out of order sequence number", OperationType.Info, "An earlier sending of it may be there."),
    };

    /// <summary>The rows that still prove a fail where the library may have sent the message more than once.</summary>
    private static readonly FrozenSet<ErrorCode> beforeSending = [ErrorCode.Local_QueueFull, ErrorCode.Local_UnknownPartition];

    /// <summary>
    /// The rows that prove nothing where an append waits for its followers: one that is in the leader's log already ends so as well when the leader is
    /// replaced, or its replica moved away, while it waits (DelayedProduce in Kafka's public source).
    /// </summary>
    private static readonly FrozenSet<ErrorCode> alsoWhileWaiting = [ErrorCode.NotLeaderForPartition, ErrorCode.UnknownTopicOrPart];

    /// <summary>The exception for an error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="resends">Whether the library may have sent the message before and lost that answer.</param>
    /// <param name="waits">Whether the append waits for its followers (acks=all).</param>
    public static CallException Of(Error error, bool resends, bool waits)
    {
        if (!Answers.TryGetValue(error.Code, out var row)) return new(TransportErrors.UnknownAnswer, $"{error.Code} {error.Reason}");
        if (row.Proves is not OperationType.Fail || beforeSending.Contains(error.Code)) return new(row);
        if (resends) return new(row with { Proves = OperationType.Info }, "an earlier sending may have been appended");
        return waits && alsoWhileWaiting.Contains(error.Code)
            ? new(row with { Proves = OperationType.Info }, "it may have been appended before")
            : new(row);
    }
}
