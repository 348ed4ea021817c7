using Chaos.Checking;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Invariants;

public sealed class BankCheckerTests
{
    [Fact]
    public void Transfers_one_after_the_other_and_reads_of_what_they_leave_are_valid() => Assert.Equal(
        Verdict.Valid, Opened().Moved(0, 0, 1, 3).ReadBank(1, 7, 13).Moved(2, 1, 0, 5).ReadBank(1, 12, 8).By(new BankChecker()).Verdict);

    [Fact]
    public void A_transfer_of_unknown_outcome_may_have_happened_or_not_and_a_failed_one_has_not()
    {
        var script = Opened().Invoke(0, BankOperations.Transfer, Transfer(0, 1, 3), "b").Info(0);
        Assert.Equal(Verdict.Valid, script.ReadBank(1, 10, 10).ReadBank(2, 7, 13).By(new BankChecker()).Verdict);
        var failed = Opened().Invoke(0, BankOperations.Transfer, Transfer(0, 1, 3), "b").Fail(0).ReadBank(1, 7, 13);
        Assert.Equal(["lost-transfer"], failed.By(new BankChecker()).Names());
    }

    [Fact]
    public void Half_a_transfer_makes_or_loses_money()
    {
        var result = Opened().Invoke(0, BankOperations.Transfer, Transfer(0, 1, 3), "b").ReadBank(1, 7, 10).Ok(0).By(new BankChecker());
        Assert.Equal(["wrong-total"], result.Names());
        Assert.Contains("money was lost", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_update_is_a_transfer_that_a_later_read_does_not_see()
    {
        var script = Opened().Moved(0, 0, 1, 3).Moved(1, 1, 0, 1).ReadBank(2, 11, 9);
        Assert.Equal(["lost-transfer"], script.By(new BankChecker()).Names());
    }

    [Fact]
    public void A_late_read_counts_only_where_reads_must_be_new()
    {
        var late = Opened().Moved(0, 0, 1, 3).ReadBank(1, 10, 10);
        Assert.Equal(Verdict.Invalid, late.By(new BankChecker()).Verdict);
        Assert.Equal(Verdict.Valid, late.By(new BankChecker(finalOnly: true)).Verdict);
        Assert.Equal(Verdict.Invalid, Opened().ReadBank(1, 10, 11).By(new BankChecker(finalOnly: true)).Verdict);
    }

    [Fact]
    public void Missing_accounts_and_debts_are_told()
    {
        Assert.Equal(["missing-account"], Opened().ReadBank(1).By(new BankChecker()).Names());
        Assert.Equal(["missing-account"], Opened().ReadBank(1, 10).By(new BankChecker()).Names());
        Assert.Contains("negative-balance", Opened().Moved(0, 0, 1, 12).ReadBank(1, -2, 22).By(new BankChecker()).Names());
    }

    [Fact]
    public void Without_a_read_nothing_is_known() => Assert.Equal(Verdict.Unknown, Opened().Moved(0, 0, 1, 3).By(new BankChecker()).Verdict);

    // What it calls invalid has no order at all; and of what has none it finds nearly all.
    [Fact]
    public void It_never_accuses_a_history_that_has_an_order()
    {
        var random = Randomness.FromSeed(41).For("banks");
        var (valid, found, missed) = (0, 0, 0);
        for (var i = 0L; i < Judging.Iterations(1_500); i++)
        {
            var history = SmallBanks.Draw(random.At(i));
            var result = history.By(new BankChecker());
            if (result.Verdict is Verdict.Unknown) continue;
            var hasOrder = SmallBanks.HasOrder(history);
            Assert.False(hasOrder && result.Verdict is Verdict.Invalid, $"{i}: {result.Reason}");
            if (hasOrder) valid++;
            else if (result.Verdict is Verdict.Invalid) found++;
            else missed++;
        }

        Assert.True(valid > 150 && found > 150 && missed < found / 4, $"{valid} valid, {found} found, {missed} missed");
    }

    private static HistoryScript Opened() =>
        new HistoryScript().Invoke(9, BankOperations.Open, BankOperations.OpenOf("b", 2, 10).Value, "b").Ok(9);

    private static Value Transfer(int from, int to, long amount) => BankOperations.TransferOf("b", from, to, amount).Value;
}
