using Chaos.Campaigns;
using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Suites;

public sealed class CellJudgeTests
{
    [Theory]
    [InlineData("valid", "v", CellStatus.AsExpected)]
    [InlineData("valid", "i", CellStatus.Unexpected)]
    [InlineData("valid", "u", CellStatus.Unknown)]
    [InlineData("valid", "f", CellStatus.HarnessFailure)]
    [InlineData("either", "v", CellStatus.AsExpected)]
    [InlineData("either", "i", CellStatus.AsExpected)]
    [InlineData("either", "u", CellStatus.Unknown)]
    [InlineData("invalid", "i", CellStatus.AsExpected)]
    [InlineData("invalid", "v", CellStatus.Unexpected)]
    [InlineData("invalid", "u", CellStatus.Unknown)]
    [InlineData("invalid: stale-read within 3 runs", "vi", CellStatus.AsExpected)]
    [InlineData("invalid: stale-read within 3 runs", "vvv", CellStatus.Unexpected)]
    [InlineData("invalid: stale-read within 3 runs", "vuv", CellStatus.Unknown)]
    [InlineData("invalid: stale-read within 3 runs", "vfv", CellStatus.HarnessFailure)]
    [InlineData("invalid: stale-read within 3 runs", "fui", CellStatus.AsExpected)]
    [InlineData("invalid: stale-read within 3 runs", "ooo", CellStatus.Unexpected)]
    [InlineData("invalid: stale-read within 3 runs", "oi", CellStatus.AsExpected)]
    public void The_runs_decide(string expectation, string ends, CellStatus status)
    {
        var judge = JudgeOf(expectation);
        for (var count = 0; count < ends.Length; count++) Assert.Null(judge.Decide(Runs(ends[..count])));
        Assert.Equal(status, judge.Decide(Runs(ends))!.Status);
    }

    [Fact]
    public void A_control_whose_anomaly_is_another_one_says_which_was_found()
    {
        var decision = JudgeOf("invalid: stale-read").Decide(Runs("o"))!;
        Assert.Equal((CellStatus.Unexpected, Verdict.Invalid), (decision.Status, decision.Verdict));
        Assert.Contains("expected stale-read within 1 run, but only lost-update was found", decision.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_below_the_minimum_load_is_unknown_and_says_what_it_lacks()
    {
        var cell = CellOf("valid") with { Minimum = new() { Operations = 100, OkDuringFaults = 11 } };
        var light = new CellJudge(cell, 1).Decide(Runs("v"))!;
        Assert.Equal(CellStatus.Unknown, light.Status);
        Assert.Contains("10 operations ended ok during faults, below the minimum of 11", light.Reason, StringComparison.Ordinal);
        Assert.Equal(CellStatus.AsExpected, new CellJudge(cell with { Minimum = new() { Operations = 100 } }, 1).Decide(Runs("v"))!.Status);
        Assert.Equal(CellStatus.Unexpected, new CellJudge(cell, 1).Decide(Runs("i"))!.Status);
        var still = new CellJudge(cell with { Minimum = new() { RoleChanges = 1 } }, 1).Decide(Runs("v"))!;
        Assert.Contains("roles changed 0 times, below the minimum of 1", still.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_control_that_was_hardly_loaded_is_not_said_to_have_been_missed()
    {
        var cell = CellOf("invalid: stale-read") with { Minimum = new() { Operations = 1_000 } };
        Assert.Equal(CellStatus.Unknown, new CellJudge(cell, 1).Decide(Runs("v"))!.Status);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(5, 5)]
    public void A_sibling_runs_as_often_as_its_control_and_at_least_three_times(int controlRuns, int runs) =>
        Assert.Equal(runs, (CellOf("valid") with { SiblingOf = "control" }).MostRuns(controlRuns));

    [Theory]
    [InlineData("v", 0)]
    [InlineData("vi", 1)]
    [InlineData("uif", 1)]
    [InlineData("vu", 2)]
    [InlineData("fu", 2)]
    [InlineData("vb", 2)]
    [InlineData("vf", 3)]
    public void The_exit_code_of_a_suite_is_that_of_its_worst_cell(string cells, int code)
    {
        var results = cells.Select(end =>
        {
            var decision = JudgeOf("valid").Decide(Runs($"{end}"))!;
            return CellOf("valid").Blank() with { Status = decision.Status, Harness = decision.Harness };
        }).ToArray();
        Assert.Equal(code, SuiteOutcome.ExitCodeOf(results, isInterrupted: false));
        Assert.Equal(code == 1 ? 1 : 130, SuiteOutcome.ExitCodeOf(results, isInterrupted: true));
    }

    private static CellJudge JudgeOf(string expectation)
    {
        var cell = CellOf(expectation);
        return new(cell, cell.MostRuns(0));
    }

    private static SuiteCell CellOf(string expectation) =>
        Assert.Single(SuiteText.Parse($"name: x\ncells: {{system: etcd, expect: '{expectation}'}}").Cells);

    private static CellRun[] Runs(string ends) => ends.Select((end, index) => RunOf(end, index + 1)).ToArray();

    private static CellRun RunOf(char end, int run) => end switch
    {
        'v' => FakeLauncher.End(run, Verdict.Valid),
        'i' => FakeLauncher.End(run, Verdict.Invalid, "stale-read"),
        'o' => FakeLauncher.End(run, Verdict.Invalid, "lost-update"),
        'u' => FakeLauncher.End(run, Verdict.Unknown),
        'b' => CellRun.Failed(run, 1, HarnessState.Bug, "A bug."),
        _ => CellRun.Failed(run, 1, HarnessState.InfrastructureFailed, "The engine went away."),
    };
}
