using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class GrowSetCheckerTests
{
    [Fact]
    public void An_honest_set_is_valid_and_an_add_of_unknown_outcome_may_be_there_or_not()
    {
        var script = new HistoryScript().Add(0, 1).Invoke(1, SetOperations.Add, Value.Of(2), "s").Info(1).ReadSet(2, 1).ReadSet(0, 2, 1).ReadSet(2, 1, 2);
        var result = script.By(new GrowSetChecker());
        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Equal(("1", "3"), (result.Details["recovered"], result.Details["reads"]));
    }

    [Fact]
    public void An_acknowledged_element_that_never_comes_back_is_lost_and_one_that_does_was_read_stale()
    {
        var lost = new HistoryScript().Add(0, 1).Add(0, 2).ReadSet(1, 1).By(new GrowSetChecker());
        Assert.Equal(["lost-element"], lost.Names());
        Assert.Equal([2L, 4L], lost.Anomalies[0].Operations);
        Assert.Contains("Element 2 of s", lost.Reason, StringComparison.Ordinal);
        var stale = new HistoryScript().Add(0, 1).Add(0, 2).ReadSet(1, 1).ReadSet(2, 1, 2).By(new GrowSetChecker());
        Assert.Equal(["stale-read"], stale.Names());
    }

    [Fact]
    public void What_one_read_saw_may_not_be_missing_in_a_later_one_even_if_its_add_never_ended()
    {
        var script = new HistoryScript().Invoke(0, SetOperations.Add, Value.Of(1), "s").Info(0).ReadSet(1, 1).ReadSet(2);
        var result = script.By(new GrowSetChecker());
        Assert.Equal(["lost-element"], result.Names());
        Assert.Equal(3, result.Anomalies[0].Operations.Count);
    }

    [Fact]
    public void A_read_that_sees_a_later_element_must_see_the_earlier_one()
    {
        var script = new HistoryScript().Invoke(9, SetOperations.Read, default, "s").Add(0, 1).Add(0, 2).Ok(9, Asking.List(2)).ReadSet(1, 1, 2);
        Assert.Equal(["stale-read"], script.By(new GrowSetChecker()).Names());
    }

    [Fact]
    public void Two_reads_at_once_may_not_see_additions_in_opposite_orders()
    {
        var script = new HistoryScript()
            .Invoke(1, SetOperations.Read, default, "s").Invoke(2, SetOperations.Read, default, "s")
            .Invoke(3, SetOperations.Add, Value.Of(1), "s").Invoke(4, SetOperations.Add, Value.Of(2), "s")
            .Ok(1, Asking.List(1)).Ok(2, Asking.List(2)).Ok(3).Ok(4);
        Assert.Equal(["read-order"], script.By(new GrowSetChecker()).Names());
    }

    [Fact]
    public void What_nobody_added_or_what_failed_or_came_later_is_a_phantom_and_twice_is_a_duplicate()
    {
        Assert.Equal(["phantom-element"], new HistoryScript().ReadSet(0, 7).By(new GrowSetChecker()).Names());
        var failed = new HistoryScript().Invoke(0, SetOperations.Add, Value.Of(7), "s").Fail(0).ReadSet(0, 7);
        Assert.Equal(["phantom-element"], failed.By(new GrowSetChecker()).Names());
        Assert.Contains("phantom-element", new HistoryScript().ReadSet(0, 7).Add(1, 7).By(new GrowSetChecker()).Names());
        Assert.Equal(["duplicate-element"], new HistoryScript().Add(1, 7).ReadSet(0, 7, 7).By(new GrowSetChecker()).Names());
    }

    [Fact]
    public void Without_a_read_nothing_is_known_and_only_final_reads_count_where_that_is_asked_for()
    {
        Assert.Equal(Verdict.Unknown, new HistoryScript().Add(0, 1).By(new GrowSetChecker()).Verdict);
        var stale = new HistoryScript().Add(0, 1).ReadSet(1);
        Assert.Equal(Verdict.Unknown, stale.By(new GrowSetChecker(finalOnly: true)).Verdict);
        Operation[] final =
        [
            .. stale.Operations,
            new() { Index = 4, TimeNs = 4_000_000, Process = Operation.NemesisProcess, Type = OperationType.Note, F = "phase", Value = Value.Of("final") },
            new() { Index = 5, TimeNs = 5_000_000, Process = 1, Type = OperationType.Invoke, F = SetOperations.Read, Key = "s" },
            new() { Index = 6, TimeNs = 6_000_000, Process = 1, Type = OperationType.Ok, F = SetOperations.Read, Key = "s", Value = Asking.List(1) },
        ];
        Assert.Equal(Verdict.Valid, new History(final).By(new GrowSetChecker(finalOnly: true)).Verdict);
        Assert.Equal(Verdict.Invalid, new History(final).By(new GrowSetChecker()).Verdict);
    }

    [Fact]
    public void Its_verdict_is_that_of_trying_every_order()
    {
        var random = Randomness.FromSeed(31).For("sets");
        var verdicts = new Dictionary<Verdict, int>();
        for (var i = 0L; i < Judging.Iterations(3_000); i++)
        {
            var history = SmallSets.Draw(random.At(i));
            var expected = SmallSets.HasOrder(history) ? Verdict.Valid : Verdict.Invalid;
            var result = history.By(new GrowSetChecker());
            if (result.Verdict is Verdict.Unknown) continue;
            verdicts[expected] = verdicts.GetValueOrDefault(expected) + 1;
            Assert.True(expected == result.Verdict, $"{i}: expected {expected}, but {result.Verdict}: {result.Reason}");
        }

        Assert.True(verdicts[Verdict.Valid] > 300 && verdicts[Verdict.Invalid] > 300, string.Join(", ", verdicts));
    }
}
