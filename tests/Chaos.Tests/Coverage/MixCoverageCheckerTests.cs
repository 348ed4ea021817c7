using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Coverage;

public sealed class MixCoverageCheckerTests
{
    private static readonly Operation[][] Busy = [.. Enumerable.Range(0, 100).Select(i => Case.Read(i / 5.0))];

    [Fact]
    public void Enough_families_that_bit_are_enough_and_doubtful_injections_are_told()
    {
        var result = Check(2, Case.Fault("kill", 1, 1, 4), Case.Fault("pause", 1, 5, 7), Case.Fault("pause", 2, 8, 9, false));

        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Contains("2 families bit (kill, pause)", result.Reason, StringComparison.Ordinal);
        Assert.Contains("pause: 1 of 2 injections proven", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void One_family_that_bit_often_is_not_two() =>
        Assert.Equal(Verdict.Unknown, Check(2, Case.Fault("kill", 1, 1, 4), Case.Fault("kill", 2, 5, 7)).Verdict);

    [Fact]
    public void A_family_without_proof_or_without_operations_meanwhile_does_not_count()
    {
        Assert.Equal(Verdict.Unknown, Check(1, Case.Fault("kill", 1, 1, 4, false)).Verdict);
        Assert.Equal(Verdict.Unknown, Check(1, Case.Fault("kill", 1, 50, 60)).Verdict);
        Assert.Equal(Verdict.Unknown, Check(1, Case.Fault("kill", 1, null, null, null, FaultOutcome.Skipped)).Verdict);
        Assert.Equal(Verdict.Unknown, Check(1).Verdict);
    }

    private static CheckResult Check(int least, params FaultRecord[] faults) =>
        new MixCoverageChecker(least).Check(Case.Of(Busy, faults), Case.Budget, default);
}
