using Chaos.Checking;
using Xunit;

namespace Chaos.Tests.Coverage;

public sealed class OperationCoverageCheckerTests
{
    [Fact]
    public void Every_function_that_succeeded_once_is_covered()
    {
        var result = Check(1, Case.Read(1), Case.Read(2, f: "write"), Case.Read(3, OperationType.Info, f: "write"));

        Assert.Equal(Verdict.Valid, result.Verdict);
        Assert.Equal("1", result.Details["write.ok"]);
        Assert.Equal("1", result.Details["write.info"]);
        Assert.Equal("0", result.Details["read.fail"]);
    }

    [Theory]
    [InlineData(OperationType.Fail)]
    [InlineData(OperationType.Info)]
    public void A_function_that_never_succeeded_is_unknown(OperationType end)
    {
        var result = Check(1, Case.Read(1), Case.Read(2, end, f: "write"));

        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains("No write ever succeeded (1 tried).", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_few_successes_are_unknown() =>
        Assert.Contains("Only 2 operations", Check(3, Case.Read(1), Case.Read(2, f: "write")).Reason, StringComparison.Ordinal);

    [Fact]
    public void An_empty_history_is_unknown()
    {
        var result = Check(1);
        Assert.Equal(Verdict.Unknown, result.Verdict);
        Assert.Contains("Nothing was tested", result.Reason, StringComparison.Ordinal);
    }

    private static CheckResult Check(long minimum, params Operation[][] operations) =>
        new OperationCoverageChecker(["read", "write"], minimum).Check(Case.Of(operations), Case.Budget, TestContext.Current.CancellationToken);
}
