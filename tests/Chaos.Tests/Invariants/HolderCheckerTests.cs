using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class HolderCheckerTests
{
    [Fact]
    public void Holders_one_after_the_other_are_valid() => Assert.Equal(
        Verdict.Valid,
        Script("acquire 0 7,act 0 7 1,act 0 7 2,release 0 7,acquire 1 9,act 1 9 3").By(new HolderChecker()).Verdict);

    [Fact]
    public void An_act_with_an_older_token_after_a_younger_one_shows_two_holders()
    {
        var result = Script("acquire 0 7,act 0 7 1,acquire 1 9,act 1 9 2,act 0 7 3").By(new HolderChecker());
        Assert.Equal(["two-holders"], result.Names());
        Assert.Equal(4, result.Anomalies[0].Operations.Count);
    }

    [Fact]
    public void The_order_at_the_resource_counts_and_not_that_of_the_answers() => Assert.Equal(
        Verdict.Valid, Script("acquire 0 7,acquire 1 9,act 1 9 2,act 0 7 1").By(new HolderChecker()).Verdict);

    [Fact]
    public void A_token_twice_or_one_that_does_not_grow_is_told()
    {
        Assert.Contains("duplicate-token", Script("acquire 0 7,acquire 1 7,act 0 7 1").By(new HolderChecker()).Names());
        Assert.Equal(["token-order"], Script("acquire 0 7,acquire 1 5,act 0 7 1").By(new HolderChecker()).Names());
    }

    [Fact]
    public void A_fenced_resource_refuses_the_older_token_and_nothing_is_violated()
    {
        var script = Script("acquire 0 7,acquire 1 9,act 1 9 1").Invoke(0, LockOperations.Act, Value.Of(7), "l").Fail(0, LockOperations.StaleTokenError);
        var result = script.By(new HolderChecker());
        Assert.Equal((Verdict.Valid, "1"), (result.Verdict, result.Details["refused"]));
    }

    [Fact]
    public void Where_nobody_acted_nothing_is_known() => Assert.Equal(Verdict.Unknown, Script("acquire 0 7").By(new HolderChecker()).Verdict);

    // f process token [number of the change]
    private static HistoryScript Script(string text)
    {
        var script = new HistoryScript();
        foreach (var part in text.Split(',').Select(item => item.Split(' ')))
        {
            var (f, process, token) = (part[0], int.Parse(part[1]), Value.Of(long.Parse(part[2])));
            script.Invoke(process, f, f == LockOperations.Acquire ? default : token, "l")
                .Told(process, token, part.Length > 3 ? Value.Of(long.Parse(part[3])) : default);
        }

        return script;
    }
}
