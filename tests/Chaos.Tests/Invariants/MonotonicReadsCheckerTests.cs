using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class MonotonicReadsCheckerTests
{
    [Fact]
    public void A_session_may_see_old_things_as_long_as_it_never_goes_back() => Assert.Equal(
        Verdict.Valid,
        new HistoryScript().Add(0, 1).Add(0, 2).ReadSet(1).ReadSet(2, 1, 2).ReadSet(1, 1).ReadSet(1, 1, 2).By(new MonotonicReadsChecker()).Verdict);

    [Fact]
    public void What_a_session_saw_and_sees_no_more_is_told_with_both_reads()
    {
        var result = new HistoryScript().Add(0, 1).Add(0, 2).ReadSet(1, 1, 2).ReadSet(1, 1).By(new MonotonicReadsChecker());
        Assert.Equal(["backward-read"], result.Names());
        Assert.Equal([4L, 6L], result.Anomalies[0].Operations);
    }

    [Fact]
    public void It_counts_from_the_last_read_that_saw_it_and_not_only_from_the_one_before()
    {
        var result = new HistoryScript().Add(0, 1).Add(0, 2).ReadSet(1, 1).ReadSet(1, 1, 2).ReadSet(1, 2).ReadSet(1, 2).By(new MonotonicReadsChecker());
        Assert.Equal("2", result.Details["anomalies"]);
    }

    [Fact]
    public void Another_session_and_another_set_begin_anew()
    {
        var script = new HistoryScript().Add(0, 1).ReadSet(1, 1).ReadSet(2).ReadSet(2, 1)
            .Invoke(1, SetOperations.Read, default, "other").Ok(1, Asking.List());
        Assert.Equal(Verdict.Valid, script.By(new MonotonicReadsChecker()).Verdict);
    }

    [Fact]
    public void What_nobody_had_added_is_a_phantom() => Assert.Equal(
        ["phantom-element"], new HistoryScript().ReadSet(1, 7).ReadSet(1, 7).Add(0, 7).By(new MonotonicReadsChecker()).Names().Take(1));

    [Fact]
    public void Where_no_session_read_twice_nothing_is_known() => Assert.Equal(
        Verdict.Unknown, new HistoryScript().Add(0, 1).ReadSet(1, 1).ReadSet(2, 1).By(new MonotonicReadsChecker()).Verdict);

    [Fact]
    public void Its_verdict_is_that_of_comparing_every_read_with_every_later_one_of_its_session()
    {
        var random = Randomness.FromSeed(51).For("sessions");
        var verdicts = new Dictionary<Verdict, int>();
        for (var i = 0L; i < Judging.Iterations(2_000); i++)
        {
            var history = Draw(random.At(i));
            var result = history.By(new MonotonicReadsChecker());
            if (result.Verdict is Verdict.Unknown) continue;
            var expected = GoesBack(history) ? Verdict.Invalid : Verdict.Valid;
            verdicts[expected] = verdicts.GetValueOrDefault(expected) + 1;
            Assert.True(expected == result.Verdict, $"{i}: expected {expected}, but {result.Verdict}: {result.Reason}");
        }

        Assert.True(verdicts[Verdict.Valid] > 200 && verdicts[Verdict.Invalid] > 200, string.Join(", ", verdicts));
    }

    // Replicas that lag: a read sees all that was added, but for the youngest few.
    private static History Draw(Randomness random)
    {
        var script = new HistoryScript();
        var added = 0;
        for (var step = 0; step < 10; step++)
        {
            if (random.Below(2, step * 4) == 0)
            {
                script.Add(0, ++added);
                continue;
            }

            var lag = random.Below(5, (step * 4) + 1) == 0 ? random.Below(3, (step * 4) + 2) : 0;
            script.ReadSet(1 + random.Below(2, (step * 4) + 3), [.. Enumerable.Range(1, Math.Max(0, added - lag)).Select(element => (long)element)]);
        }

        return script.Build();
    }

    private static bool GoesBack(History history)
    {
        var reads = history.Where(entry => entry is { F: SetOperations.Read, Type: OperationType.Ok }).ToArray();
        for (var first = 0; first < reads.Length; first++)
        {
            for (var second = first + 1; second < reads.Length; second++)
            {
                if (reads[first].Process != reads[second].Process) continue;
                var later = reads[second].Value.AsList().ToArray();
                foreach (var element in reads[first].Value.AsList())
                    if (!later.Contains(element)) return true;
            }
        }

        return false;
    }
}
