using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Reports;

public sealed class VerdictTableTests
{
    public static TheoryData<Verdict, Verdict?, Verdict?, HarnessState, Verdict, int> Rows()
    {
        var rows = new TheoryData<Verdict, Verdict?, Verdict?, HarnessState, Verdict, int>();
        Verdict?[] others = [null, Verdict.Valid, Verdict.Unknown];
        foreach (var coverage in others)
        {
            foreach (var recovery in others)
            {
                foreach (var harness in Enum.GetValues<HarnessState>())
                {
                    rows.Add(Verdict.Invalid, coverage, recovery, harness, Verdict.Invalid, 1);
                    var (exitIfValid, exitIfUnknown) = harness switch
                    {
                        HarnessState.InfrastructureFailed => (3, 3),
                        HarnessState.Bug => (70, 70),
                        HarnessState.Interrupted => (130, 130),
                        _ => (coverage is Verdict.Unknown || recovery is Verdict.Unknown ? 2 : 0, 2),
                    };
                    rows.Add(Verdict.Valid, coverage, recovery, harness, exitIfValid == 0 ? Verdict.Valid : Verdict.Unknown, exitIfValid);
                    rows.Add(Verdict.Unknown, coverage, recovery, harness, Verdict.Unknown, exitIfUnknown);
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Every_row_of_the_table_has_its_verdict_and_exit_code(
        Verdict safety, Verdict? coverage, Verdict? recovery, HarnessState harness, Verdict verdict, int exitCode) =>
        Assert.Equal(new RunOutcome(verdict, exitCode), VerdictTable.Decide(safety, coverage, recovery, harness));

    [Fact]
    public void A_family_is_as_bad_as_its_worst_checker()
    {
        CheckResult[] checks =
        [
            Sample.Check(VerdictFamily.Safety, Verdict.Valid),
            Sample.Check(VerdictFamily.Safety, Verdict.Invalid),
            Sample.Check(VerdictFamily.Safety, Verdict.Unknown),
            Sample.Check(VerdictFamily.Coverage, Verdict.Unknown),
            Sample.Check(VerdictFamily.Coverage, Verdict.Valid),
        ];
        Assert.Equal(Verdict.Invalid, VerdictTable.Merge(checks, VerdictFamily.Safety));
        Assert.Equal(Verdict.Unknown, VerdictTable.Merge(checks, VerdictFamily.Coverage));
        Assert.Null(VerdictTable.Merge(checks, VerdictFamily.Recovery));
    }
}
