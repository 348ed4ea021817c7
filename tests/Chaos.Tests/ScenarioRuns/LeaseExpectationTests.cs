using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.ScenarioRuns;

/// <summary>What is concluded about a client that a fault strikes while it holds a lease.</summary>
public sealed class LeaseExpectationTests
{
    private static readonly TimeSpan SixSeconds = TimeSpan.FromSeconds(6);

    [Fact]
    public void Another_leader_in_time_is_told_with_what_others_saw_until_then()
    {
        var evidence = Struck().Won(7.9, 1, 9).Asked(6.5, 5).Asked(7.2, null);
        var finding = Measure(ExpectLeases.AnotherWins("f", "x", SixSeconds), evidence);
        Assert.True(finding.Holds);
        Assert.Contains("process 1 won 1.9 s after it began, instead of process 0", finding.Text, StringComparison.Ordinal);
        Assert.Contains("of 2 questions meanwhile 1 saw the old leader, the last 0.5 s after it began, and 1 nobody", finding.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_or_somebody_too_late_is_not_as_expected()
    {
        Assert.False(Measure(ExpectLeases.AnotherWins("f", "x", SixSeconds), Struck()).Holds);
        Assert.False(Measure(ExpectLeases.AnotherWins("f", "x", SixSeconds), Struck().Won(12.5, 1, 9)).Holds);
        Assert.Null(Measure(ExpectLeases.AnotherWins("f", "x", SixSeconds), new LeaseEvidence().Fault(6, 13)).Holds);
    }

    [Fact]
    public void A_lead_is_kept_where_nobody_else_wins_while_the_link_is_slow()
    {
        Assert.True(Measure(ExpectLeases.Keeps("f", "x"), Struck().Won(14, 1, 9)).Holds);
        Assert.False(Measure(ExpectLeases.Keeps("f", "x"), Struck().Won(9, 1, 9)).Holds);
    }

    [Fact]
    public void An_old_token_that_is_refused_after_another_one_won_is_as_expected_and_one_that_is_taken_is_not()
    {
        var expected = ExpectLeases.OldTokenIsRefused("f", "x");
        var refused = Measure(expected, Struck().Won(8, 1, 9).Acted(13.1, 0, 5, taken: false));
        Assert.True(refused.Holds);
        Assert.Contains(
            "acted with token 5 0.1 s after it went on, and 5.1 s after process 1 had won token 9; it was refused", refused.Text, StringComparison.Ordinal);

        var taken = Measure(expected, Struck().Won(8, 1, 9).Acted(13.1, 0, 5, taken: true));
        Assert.False(taken.Holds);
        Assert.Contains("two held the lock", taken.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Whoever_never_acted_again_or_was_not_followed_by_another_proves_nothing()
    {
        var expected = ExpectLeases.OldTokenIsRefused("f", "x");
        Assert.Null(Measure(expected, Struck().Won(8, 1, 9)).Holds);
        Assert.Null(Measure(expected, Struck().Acted(13.1, 0, 5, taken: true)).Holds);
    }

    [Fact]
    public void Slow_is_what_took_long()
    {
        var expected = ExpectLeases.IsSlow("f", "x", TimeSpan.FromSeconds(0.5));
        Assert.True(Measure(expected, Struck().Acted(8, 0, 5, taken: true, took: 0.6)).Holds);
        Assert.False(Measure(expected, Struck().Acted(8, 0, 5, taken: true, took: 0.1)).Holds);
        Assert.Null(Measure(expected, Struck()).Holds);
    }

    private static LeaseEvidence Struck() => new LeaseEvidence().Won(1, 0, 5).Fault(6, 13);

    private static Finding Measure(Expectation expected, LeaseEvidence evidence) => expected.Measure(new ScenarioView(evidence.Evidence));

    /// <summary>An election and a lock with one key.</summary>
    private sealed class LeaseEvidence
    {
        private readonly SmallEvidence small = new();

        public Evidence Evidence => small.Evidence;

        public LeaseEvidence Fault(double from, double to) => With(() => small.Fault("f", from, to, "n1"));

        public LeaseEvidence Won(double at, int process, long token) => With(() => small.Call(
            at - 0.01, at, ElectionOperations.Campaign, Value.Of("c"), OperationType.Ok, Value.Of(Value.Of(token), Value.Of("c")), process));

        public LeaseEvidence Asked(double at, long? token) => With(() => small.Call(
            at - 0.01, at, ElectionOperations.Observe, default, OperationType.Ok,
            token is { } number ? Value.Of(Value.Of(number), Value.Of("c")) : Value.Null, process: 7));

        public LeaseEvidence Acted(double at, int process, long token, bool taken, double took = 0.01) => With(() => small.Call(
            at - took, at, LockOperations.Act, Value.Of(token), taken ? OperationType.Ok : OperationType.Fail, Value.Of(token), process,
            error: taken ? null : LockOperations.StaleTokenError));

        private LeaseEvidence With(Action add)
        {
            add();
            return this;
        }
    }
}
