using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class TotalQueueCheckerTests
{
    [Fact]
    public void A_drained_queue_that_gave_all_back_is_valid() =>
        Assert.Equal(Verdict.Valid, new HistoryScript().Enqueue(0, 1).Enqueue(1, 2).Dequeue(0, 2).Dequeue(0, 1).Dequeue(1, null)
            .By(new TotalQueueChecker()).Verdict);

    [Fact]
    public void An_acknowledged_value_that_never_comes_out_of_a_drained_queue_is_lost()
    {
        var result = new HistoryScript().Enqueue(0, 1).Enqueue(1, 2).Dequeue(0, 1).Dequeue(1, null).By(new TotalQueueChecker());
        Assert.Equal(["lost-message"], result.Names());
        Assert.Contains("Value 2 of q", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_dequeues_of_unknown_outcome_may_have_taken_are_not_lost_but_more_of_them_are()
    {
        var script = new HistoryScript().Enqueue(0, 1).Invoke(5, QueueOperations.Dequeue, default, "q").Info(5).Dequeue(1, null);
        var result = script.By(new TotalQueueChecker());
        Assert.Equal((Verdict.Valid, "1"), (result.Verdict, result.Details["missing"]));
        var more = new HistoryScript().Enqueue(0, 1).Enqueue(0, 2).Invoke(5, QueueOperations.Dequeue, default, "q").Info(5).Dequeue(1, null);
        Assert.Equal(Verdict.Invalid, more.By(new TotalQueueChecker()).Verdict);
    }

    [Fact]
    public void A_queue_that_was_not_drained_leaves_the_question_open()
    {
        var result = new HistoryScript().Enqueue(0, 1).Enqueue(0, 2).Dequeue(0, 1).By(new TotalQueueChecker());
        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains("not drained", result.Reason, StringComparison.Ordinal);
        var laterEnqueue = new HistoryScript().Enqueue(0, 1).Dequeue(0, 1).Dequeue(0, null).Enqueue(0, 2);
        Assert.Equal(Verdict.Unknown, laterEnqueue.By(new TotalQueueChecker()).Verdict);
    }

    [Fact]
    public void A_value_twice_is_counted_or_a_violation_as_was_asked_for()
    {
        var script = new HistoryScript().Enqueue(0, 1).Dequeue(0, 1).Dequeue(1, 1).Dequeue(1, null);
        var counted = script.By(new TotalQueueChecker());
        Assert.Equal((Verdict.Valid, "1"), (counted.Verdict, counted.Details["duplicates"]));
        Assert.Equal(["duplicate-message"], script.By(new TotalQueueChecker(duplicatesAllowed: false)).Names());
    }

    [Fact]
    public void What_nobody_enqueued_or_what_failed_is_a_phantom()
    {
        Assert.Equal(["phantom-message"], new HistoryScript().Dequeue(0, 1).By(new TotalQueueChecker()).Names());
        var failed = new HistoryScript().Invoke(0, QueueOperations.Enqueue, Value.Of(1), "q").Fail(0).Dequeue(0, 1);
        Assert.Equal(["phantom-message"], failed.By(new TotalQueueChecker()).Names());
        Assert.Equal(["phantom-message"], new HistoryScript().Dequeue(0, 1).Enqueue(1, 1).By(new TotalQueueChecker()).Names());
    }

    [Fact]
    public void Where_nothing_ended_ok_nothing_is_known() => Assert.Equal(
        Verdict.Unknown,
        new HistoryScript().Invoke(0, QueueOperations.Enqueue, Value.Of(1), "q").Fail(0).By(new TotalQueueChecker()).Verdict);
}
