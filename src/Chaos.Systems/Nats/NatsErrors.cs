using System.Globalization;

namespace Chaos.Systems;

/// <summary>
/// Every answer of NATS that is an error, and what it proves about a message that was to be stored. Codes are those of its API (err_code); one
/// that is in no row is info.
/// </summary>
internal static class NatsErrors
{
    /// <summary>A conditional write whose condition did not hold.</summary>
    public const int WrongLastSequence = 10071;

    /// <summary>No message of that subject.</summary>
    public const int NoMessage = 10037;

    /// <summary>There is no such stream.</summary>
    public const int NoStream = 10059;

    private const string NotStored = "The stream's leader refused the message and did not store it.";

    /// <summary>Nobody listens on the subject.</summary>
    public static readonly ErrorRow NoResponders = new(
        "503 no responders", OperationType.Fail, "The server knows nobody who would get the message: it was not delivered.");

    /// <summary>A leader that did not serve what a quorum had stored.</summary>
    public static readonly ErrorRow Behind = new(
        "the leader is behind", OperationType.Fail, "A read: what it found missing was stored by a quorum before.");

    /// <summary>The answers of JetStream, by code.</summary>
    public static readonly IReadOnlyDictionary<int, ErrorRow> Answers = new Dictionary<int, ErrorRow>
    {
        [WrongLastSequence] = new("wrong last sequence", OperationType.Fail, NotStored),
        [NoMessage] = new("no message found", OperationType.Fail, "A read: there is nothing."),
        [10054] = new("message size exceeds maximum", OperationType.Fail, NotStored),
        [10060] = new("expected stream does not match", OperationType.Fail, NotStored),
        [NoStream] = new("stream not found", OperationType.Info, "The stream may be known elsewhere."),
        [10008] = new("temporarily unavailable", OperationType.Info, "The leader may have lost its office with the message under way."),
        [10009] = new("no leader", OperationType.Info, "As for temporarily unavailable."),
        [10077] = new("stream store failed", OperationType.Info, "One replica could not store it; others may have."),
    };

    /// <summary>The exception for an error of JetStream.</summary>
    public static CallException Of(int code, string description) => Answers.TryGetValue(code, out var row)
        ? new(row, row.Proves is OperationType.Fail ? "" : description)
        : new(TransportErrors.UnknownAnswer, string.Create(CultureInfo.InvariantCulture, $"{code} {description}"));
}
