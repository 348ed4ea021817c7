using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class ElectionCheckerTests
{
    [Fact]
    public void Leaders_one_after_the_other_in_growing_terms_are_valid() => Assert.Equal(
        Verdict.Valid,
        Script("campaign 0 a 3,observe 1 a 3,resign 0 - 3,observe 1 - 0,campaign 1 b 7,observe 0 b 7").By(new ElectionChecker()).Verdict);

    [Fact]
    public void Nobody_leading_is_right_at_any_time_because_a_lease_may_have_ended() => Assert.Equal(
        Verdict.Valid, Script("campaign 0 a 3,observe 1 - 0,campaign 1 b 4,observe 0 b 4").By(new ElectionChecker()).Verdict);

    [Fact]
    public void A_term_with_two_leaders_is_told_whether_they_were_elected_or_seen()
    {
        Assert.Equal(["two-leaders"], Script("campaign 0 a 3,campaign 1 b 3").By(new ElectionChecker()).Names());
        Assert.Equal(["two-leaders"], Script("campaign 0 a 3,lost 1 b 0,observe 2 b 3").By(new ElectionChecker()).Names());
    }

    [Fact]
    public void A_term_that_does_not_grow_is_told() => Assert.Equal(
        ["term-order"], Script("campaign 0 a 5,campaign 1 b 4").By(new ElectionChecker()).Names());

    [Fact]
    public void Whoever_asks_sees_no_older_term_than_was_known_and_none_that_was_given_back()
    {
        Assert.Equal(["stale-leader"], Script("campaign 0 a 3,campaign 1 b 5,observe 2 a 3").By(new ElectionChecker()).Names());
        Assert.Equal(["stale-leader"], Script("campaign 0 a 3,resign 0 - 3,observe 2 a 3").By(new ElectionChecker()).Names());
        Assert.Equal(["stale-leader"], Script("campaign 0 a 3,lost 1 b 0,observe 2 b 5,observe 2 a 3").By(new ElectionChecker()).Names());
    }

    [Fact]
    public void A_campaign_of_unknown_outcome_may_be_seen_to_have_won_and_one_that_was_lost_may_not()
    {
        Assert.Equal(Verdict.Valid, Script("campaign 0 a 3,lost 1 b 0,observe 2 b 5").By(new ElectionChecker()).Verdict);
        Assert.Equal(["phantom-leader"], Script("campaign 0 a 3,held 1 b 0,observe 2 b 5").By(new ElectionChecker()).Names());
    }

    [Fact]
    public void Where_nobody_was_elected_nothing_is_known() => Assert.Equal(
        Verdict.Unknown, Script("held 0 a 0,observe 1 - 0").By(new ElectionChecker()).Verdict);

    [Fact]
    public void It_never_accuses_a_history_that_has_an_order()
    {
        var random = Randomness.FromSeed(61).For("elections");
        var (valid, found, missed) = (0, 0, 0);
        for (var i = 0L; i < Judging.Iterations(1_000); i++)
        {
            var history = SmallElections.Draw(random.At(i));
            var result = history.By(new ElectionChecker());
            if (result.Verdict is Verdict.Unknown) continue;
            var hasOrder = SmallElections.HasOrder(history);
            Assert.False(hasOrder && result.Verdict is Verdict.Invalid, $"{i}: {result.Reason}");
            if (hasOrder) valid++;
            else if (result.Verdict is Verdict.Invalid) found++;
            else missed++;
        }

        Assert.True(valid > 100 && found > 100 && missed < found / 4, $"{valid} valid, {found} found, {missed} missed");
    }

    // f process candidate term; lost is a campaign of unknown outcome, held one that lost for certain
    private static HistoryScript Script(string text)
    {
        var script = new HistoryScript();
        foreach (var part in text.Split(',').Select(item => item.Split(' ')))
        {
            var (process, candidate, term) = (int.Parse(part[1]), Value.Of(part[2]), Value.Of(long.Parse(part[3])));
            _ = part[0] switch
            {
                "campaign" => script.Invoke(process, ElectionOperations.Campaign, candidate, "e").Ok(process, Value.Of(term, candidate)),
                "lost" => script.Invoke(process, ElectionOperations.Campaign, candidate, "e").Info(process),
                "held" => script.Invoke(process, ElectionOperations.Campaign, candidate, "e").Fail(process, LockOperations.HeldError),
                "resign" => script.Invoke(process, ElectionOperations.Resign, term, "e").Ok(process),
                _ => script.Invoke(process, ElectionOperations.Observe, default, "e").Ok(process, part[2] == "-" ? Value.Null : Value.Of(term, candidate)),
            };
        }

        return script;
    }
}
