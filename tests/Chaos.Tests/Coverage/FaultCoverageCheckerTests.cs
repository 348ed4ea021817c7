using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Coverage;

public sealed class FaultCoverageCheckerTests
{
    private static readonly Operation[][] Busy = [.. Enumerable.Range(0, 20).Select(i => Case.Read(i))];

    [Fact]
    public void Faults_that_bit_with_operations_during_each_are_valid()
    {
        var result = Check(["kill"], Case.Of(Busy, [Case.Fault("kill", 1, 1.5, 4.5), Case.Fault("kill", 2, 10, 12)]));

        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Equal(VerdictFamily.Coverage, result.Family);
        Assert.Equal("2", result.Details["kill.injections"]);
        Assert.Equal("2", result.Details["kill.effective"]);
        Assert.Equal("5", result.Details["kill.operations"]);
    }

    [Fact]
    public void A_requested_family_that_was_never_injected_is_unknown_and_says_why()
    {
        var skipped = Case.Of(Busy, [Case.Fault("kill", 1, null, null, null, FaultOutcome.Skipped)]);

        Assert.Contains("pause was asked for and never injected", Unknown(["pause"], skipped), StringComparison.Ordinal);
        Assert.Contains("the last of 1 tries: for a reason.", Unknown(["kill"], skipped), StringComparison.Ordinal);
    }

    [Fact]
    public void An_injection_that_was_not_effective_is_named() =>
        Assert.Contains("kill-2 was not proven", Unknown(
            ["kill"], Case.Of(Busy, [Case.Fault("kill", 1, 1, 4), Case.Fault("kill", 2, 5, 7, false)])), StringComparison.Ordinal);

    [Fact]
    public void An_injection_that_was_never_measured_to_its_end_is_unknown() =>
        Assert.Contains("kill-1 was never measured", Unknown(
            ["kill"], Case.Of(Busy, [Case.Fault("kill", 1, 1, null, null)])), StringComparison.Ordinal);

    [Theory]
    [InlineData(3.05, 3.95)]
    [InlineData(25, 30)]
    public void An_injection_during_which_nothing_was_begun_is_unknown(double from, double to) =>
        Assert.Contains("No operation was begun while kill-1", Unknown(
            ["kill"], Case.Of(Busy, [Case.Fault("kill", 1, from, to)])), StringComparison.Ordinal);

    [Fact]
    public void Skipped_and_indeterminate_injections_are_told_and_do_no_harm_beside_a_good_one()
    {
        var result = Check(["kill"], Case.Of(Busy,
        [
            Case.Fault("kill", 1, 1, 4),
            Case.Fault("kill", 2, null, null, null, FaultOutcome.Skipped),
            Case.Fault("kill", 3, null, null, null, FaultOutcome.Indeterminate),
        ]));

        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Contains("kill: 1 skipped, 1 indeterminate, 0 after the load", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_injection_that_came_when_the_load_was_over_counts_as_not_made()
    {
        var healing = new[] { RunPhase.Began(RunPhase.Heal, 20 * Case.Second) };
        var late = Case.Fault("kill", 2, 20.1, 20.2);

        Assert.Equal(Verdict.Valid, Check(["kill"], Case.Of(Busy, [Case.Fault("kill", 1, 1, 4), late], healing)).Verdict);
        Assert.Contains("never injected", Unknown(["kill"], Case.Of(Busy, [late], healing)), StringComparison.Ordinal);
    }

    [Fact]
    public void Only_indeterminate_injections_are_unknown() =>
        Assert.Contains("never injected", Unknown(
            ["kill"], Case.Of(Busy, [Case.Fault("kill", 1, null, null, null, FaultOutcome.Indeterminate)])), StringComparison.Ordinal);

    [Fact]
    public void Where_no_fault_was_asked_for_there_is_nothing_to_cover() =>
        Assert.Equal(Verdict.Valid, Check([], Case.Of(Busy)).Verdict);

    private static CheckResult Check(string[] requested, Evidence evidence) =>
        new FaultCoverageChecker(requested).Check(evidence, Case.Budget, TestContext.Current.CancellationToken);

    private static string Unknown(string[] requested, Evidence evidence)
    {
        var result = Check(requested, evidence);
        Assert.Equal(Verdict.Unknown, result.Verdict);
        return result.Reason;
    }
}
