using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class WatchCheckerTests
{
    [Fact]
    public void A_stream_that_told_everything_in_step_with_its_progress_is_valid_also_over_a_resume_and_a_compaction()
    {
        var script = Three().Watch(5, 2, ("put", 2, 1), ("resumed", 3, 0), ("put", 3, 2), ("progress", 3, 0), ("delete", 4, 0), ("progress", 4, 0))
            .Watch(6, 1, ("compacted", 2, 0)).Watch(7, 9);
        var result = script.By(new WatchChecker());
        Assert.True(result.Verdict is Verdict.Valid, result.Reason);
        Assert.Equal(("3", "3"), (result.Details["watches"], result.Details["events"]));
    }

    [Theory]
    [InlineData("lost-event", 2, "put 2 1,delete 4 0")]
    [InlineData("lost-event", 2, "put 2 1,put 3 2,progress 4 0")]
    [InlineData("unsynced-progress", 2, "progress 3 0,put 2 1,put 3 2,delete 4 0")]
    [InlineData("reordered-event", 2, "put 3 2,put 2 1,delete 4 0")]
    [InlineData("duplicate-event", 2, "put 2 1,put 2 1,put 3 2")]
    [InlineData("early-event", 3, "put 2 1,put 3 2")]
    [InlineData("early-progress", 9, "progress 4 0")]
    [InlineData("phantom-event", 2, "put 2 1,put 3 7")]
    [InlineData("inconsistent-revisions", 2, "put 2 2")]
    public void What_a_stream_may_not_do_is_named(string expected, long from, string items)
    {
        var told = items.Split(',').Select(item => item.Split(' '))
            .Select(part => (part[0], long.Parse(part[1]), long.Parse(part[2]))).ToArray();
        Assert.Contains(expected, Three().Watch(5, from, told).By(new WatchChecker()).Names());
    }

    [Fact]
    public void A_rare_violation_is_told_beside_hundreds_of_another_kind()
    {
        var script = Three();
        for (var i = 0; i < 250; i++) script.Watch(5, 2, ("progress", 3, 0), ("put", 2, 1), ("put", 3, 2), ("delete", 4, 0));
        var result = script.Watch(6, 2, ("put", 3, 2), ("put", 2, 1), ("delete", 4, 0)).By(new WatchChecker());
        Assert.Equal(100, result.Anomalies.Count);
        Assert.Contains("reordered-event", result.Names());
        Assert.Equal("251", result.Details["anomalies"]);
    }

    [Fact]
    public void A_change_that_began_after_another_ended_has_the_higher_revision()
    {
        var script = new HistoryScript().Put(0, 1, 5).Put(1, 2, 4).Watch(5, 9);
        Assert.Equal(["reordered-change"], script.By(new WatchChecker()).Names());
    }

    [Fact]
    public void Without_a_watch_nothing_is_known() => Assert.Equal(Verdict.Unknown, Three().By(new WatchChecker()).Verdict);

    private static HistoryScript Three() => new HistoryScript().Put(0, 1, 2).Put(1, 2, 3)
        .Invoke(0, WatchOperations.Delete, default, "w").Ok(0, Value.Of(Value.Of(4), Value.Null));
}
