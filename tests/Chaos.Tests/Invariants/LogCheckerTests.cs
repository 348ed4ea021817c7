using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class LogCheckerTests
{
    [Fact]
    public void An_honest_log_with_gaps_between_its_offsets_is_valid()
    {
        var script = new HistoryScript().Append(0, 7, 0).Append(1, 8, 2).Poll(0, 0, (0, 7), (2, 8)).Append(0, 9, 3)
            .Poll(1, 0, (0, 7), (2, 8), (3, 9)).Poll(1, 4);
        var result = script.By(new LogChecker());
        Assert.Equal((Verdict.Valid, "1"), (result.Verdict, result.Details["scans"]));
    }

    [Fact]
    public void An_acknowledged_value_that_a_complete_scan_lacks_is_lost()
    {
        var result = new HistoryScript().Append(0, 7, 0).Append(0, 8, 1).Poll(1, 0, (0, 7)).Poll(1, 1).By(new LogChecker());
        Assert.Equal(["lost-message"], result.Names());
        Assert.Contains("Value 8 of l", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_complete_scan_a_value_that_nobody_polled_leaves_the_question_open()
    {
        var script = new HistoryScript().Append(0, 7, 0).Append(0, 8, 1).Poll(1, 0, (0, 7));
        Assert.Equal(Verdict.Unknown, script.By(new LogChecker()).Verdict);
    }

    [Fact]
    public void An_offset_with_two_values_and_a_value_with_two_offsets_are_told()
    {
        var script = new HistoryScript().Append(0, 7, 0).Append(1, 8, 0).Poll(0, 0, (0, 8)).Poll(0, 1);
        Assert.Contains("inconsistent-offsets", script.By(new LogChecker()).Names());
        var twice = new HistoryScript().Append(0, 7, 0).Poll(0, 0, (0, 7), (1, 7)).Poll(0, 2);
        Assert.Contains("duplicate-message", twice.By(new LogChecker()).Names());
    }

    [Fact]
    public void A_poll_that_passes_over_a_value_or_goes_back_is_told()
    {
        var script = new HistoryScript().Append(0, 7, 0).Append(0, 8, 1).Append(0, 9, 2).Poll(1, 0, (0, 7), (2, 9));
        Assert.Contains("skipped-message", script.By(new LogChecker()).Names());
        var back = new HistoryScript().Append(0, 7, 0).Append(0, 8, 1).Poll(1, 0, (1, 8), (0, 7));
        Assert.Contains("reordered-message", back.By(new LogChecker()).Names());
        var before = new HistoryScript().Append(0, 7, 0).Append(0, 8, 1).Poll(1, 1, (0, 7));
        Assert.Contains("reordered-message", before.By(new LogChecker()).Names());
    }

    [Fact]
    public void An_append_that_began_after_another_ended_must_come_behind_it()
    {
        var script = new HistoryScript().Append(0, 7, 5).Append(1, 8, 4).Poll(0, 0, (4, 8), (5, 7)).Poll(0, 6);
        Assert.Equal(["reordered-message"], script.By(new LogChecker()).Names());
        var atOnce = new HistoryScript().Invoke(0, LogOperations.Append, Value.Of(7), "l").Append(1, 8, 4)
            .Ok(0, Value.Of(Value.Of(5), Value.Of(7))).Poll(0, 0, (4, 8), (5, 7)).Poll(0, 6);
        Assert.Equal(Verdict.Valid, atOnce.By(new LogChecker()).Verdict);
    }

    [Fact]
    public void What_was_polled_counts_as_known_even_if_its_append_never_ended()
    {
        var script = new HistoryScript().Invoke(9, LogOperations.Append, Value.Of(7), "l").Poll(0, 0, (5, 7)).Append(1, 8, 4)
            .Poll(0, 0, (4, 8), (5, 7)).Poll(0, 6);
        Assert.Contains("reordered-message", script.By(new LogChecker()).Names());
    }

    [Fact]
    public void What_nobody_appended_or_what_failed_is_a_phantom()
    {
        Assert.Contains("phantom-message", new HistoryScript().Poll(0, 0, (0, 7)).By(new LogChecker()).Names());
        var failed = new HistoryScript().Invoke(0, LogOperations.Append, Value.Of(7), "l").Fail(0).Poll(0, 0, (0, 7));
        Assert.Contains("phantom-message", failed.By(new LogChecker()).Names());
    }
}
