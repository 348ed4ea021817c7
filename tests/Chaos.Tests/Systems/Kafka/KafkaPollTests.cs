using System.Text;
using Chaos.Systems;
using Chaos.Systems.Kafka;
using Confluent.Kafka;
using Xunit;

namespace Chaos.Tests.Systems.Kafka;

public sealed class KafkaPollTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Seen on 4.3.1: a new leader had offsets 237 and 238 and a high watermark of 237 for 0.8 s, and acknowledged values looked lost.
    [Fact]
    public void An_empty_answer_of_a_leader_that_does_not_know_its_end_is_not_the_end()
    {
        var refused = Assert.Throws<KafkaException>(() => Poll(() => throw new KafkaException(ErrorCode.OffsetNotAvailable), false, 237));
        Assert.Equal(OperationType.Fail, KafkaErrors.Of(refused.Error, resends: false, waits: false).Complete(isRead: true).Type);
        Assert.Same(KafkaErrors.NoAnswer, Assert.Throws<CallException>(() => Poll(() => 239, false, 237)).Row);
    }

    [Fact]
    public void What_it_finds_after_that_counts() =>
        Assert.Equal(Value.Of(Value.Of(Value.Of(237), Value.Of(5))), Poll(() => 238, false, 237, RecordAt(237), 238).Value);

    [Fact]
    public void Nothing_up_to_the_end_is_the_end() => Assert.Equal(Value.Of([]), Poll(() => 237, false, 237).Value);

    [Fact]
    public void What_is_committed_ends_before_an_open_transaction() =>
        Assert.Same(KafkaErrors.NotStable, Assert.Throws<CallException>(() => Poll(() => 238, true, 237)).Row);

    // A number stands for "nothing more at this offset".
    private static Completion Poll(Func<long> askEnd, bool transactions, params object[] answers)
    {
        var queue = new Queue<object>(answers);
        return new KafkaPoll(
            _ => !queue.TryDequeue(out var next) ? null
                : next as ConsumeResult<byte[], byte[]> ?? new() { Offset = (int)next, IsPartitionEOF = true },
            askEnd,
            transactions).Run("l2", 237, 8, Cancel);
    }

    private static ConsumeResult<byte[], byte[]> RecordAt(long offset) => new()
    {
        Offset = offset,
        Message = new() { Key = Encoding.UTF8.GetBytes("l2"), Value = RegisterValues.Encode(Value.Of(5)) },
    };
}
