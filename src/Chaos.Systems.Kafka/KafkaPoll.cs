using System.Text;
using Confluent.Kafka;

namespace Chaos.Systems.Kafka;

/// <summary>
/// Polls of a log. One that finds something says so. One that finds nothing says so only where that was the end: a new leader may not know yet how
/// far its log is committed, and serves less than was acknowledged and polled before. Asked for the end it refuses until it knows (KIP-207).
/// </summary>
/// <param name="next">The next committed record from the poll's offset on, or that there is none at an offset; null for neither within a step.</param>
/// <param name="askEnd">Asks for the end of all that is there, also of open transactions.</param>
/// <param name="transactions">Whether there are transactions.</param>
internal sealed class KafkaPoll(Func<TimeSpan, ConsumeResult<byte[], byte[]>?> next, Func<long> askEnd, bool transactions)
{
    /// <summary>Below the usual deadline of an operation, so that the library's own reason is recorded.</summary>
    public const int AnswerWithinMs = 1_700;

    private static readonly TimeSpan step = TimeSpan.FromMilliseconds(100);

    /// <summary>Polls, and blocks meanwhile.</summary>
    /// <param name="key">The log.</param>
    /// <param name="offset">The offset from which on.</param>
    /// <param name="most">How many values at the most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="CallException">It came neither to a value nor to the end.</exception>
    /// <exception cref="KafkaException">The broker refused.</exception>
    public Completion Run(string key, long offset, int most, CancellationToken cancellationToken)
    {
        var wanted = Encoding.UTF8.GetBytes(key);
        var found = new List<Value>();
        long? end = null;
        for (var waitedMs = 0; waitedMs < AnswerWithinMs && !cancellationToken.IsCancellationRequested;)
        {
            var record = next(step);
            if (record is null) waitedMs += (int)step.TotalMilliseconds;
            else if (record.IsPartitionEOF)
            {
                if (found.Count > 0) return Completion.Ok(Value.Of([.. found]));
                end ??= askEnd();
                if (record.Offset.Value >= end) return Completion.Ok(Value.Of([]));
            }
            else if (record.Offset.Value >= offset && record.Message.Key.AsSpan().SequenceEqual(wanted))
                found.Add(Value.Of(Value.Of(record.Offset.Value), RegisterValues.Decode(record.Message.Value)));
            if (found.Count == most) return Completion.Ok(Value.Of([.. found]));
        }

        // What lies between the committed and the end is of an open transaction, or committed and not known to be yet.
        throw new CallException(end is not null && transactions ? KafkaErrors.NotStable : KafkaErrors.NoAnswer);
    }
}
