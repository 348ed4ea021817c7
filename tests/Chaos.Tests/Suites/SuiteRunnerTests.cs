using Chaos.Reports;
using Chaos.Tests.Nemeses;
using Xunit;

namespace Chaos.Tests.Suites;

public sealed class SuiteRunnerTests
{
    private const string ControlAndSibling =
        """
        name: x
        cells:
          - system: etcd
            seeds: 5
            options: {read: serializable}
            expect: {invalid: stale-read within 5 runs}
            sibling: {options: {read: linearizable}}
        """;

    [Theory]
    [InlineData(1, 3)]
    [InlineData(4, 4)]
    public async Task A_control_stops_at_its_violation_and_the_sibling_runs_with_the_same_seeds(int foundInRun, int siblingRuns)
    {
        using var folder = new NightFolder(ControlAndSibling);
        var launcher = new FakeLauncher
        {
            Ends = (order, _) => order.Request.Options["read"] == "serializable" && order.Run == foundInRun
                ? FakeLauncher.End(order.Run, Verdict.Invalid, "stale-read")
                : FakeLauncher.End(order.Run, Verdict.Valid),
        };
        var night = await folder.RunAsync(launcher);

        Assert.Equal(0, night.ExitCode);
        Assert.Equal([foundInRun, siblingRuns], night.Cells.Select(cell => cell.Runs.Count));
        Assert.Equal(
            Enumerable.Range(5, siblingRuns).Select(seed => (ulong)seed), night.Cells[1].Runs.Select(run => run.Seed));
        Assert.Equal(foundInRun + siblingRuns, launcher.Asked.Count);
        // The violation keeps everything, what was valid its summary.
        Assert.DoesNotContain(launcher.Asked[foundInRun - 1].Directory, launcher.Reduced);
        Assert.Equal(foundInRun - 1 + siblingRuns, launcher.Reduced.Count);
    }

    [Fact]
    public async Task A_sibling_that_is_invalid_fails_the_suite()
    {
        using var folder = new NightFolder(ControlAndSibling);
        var night = await folder.RunAsync(new FakeLauncher { Ends = (order, _) => FakeLauncher.End(order.Run, Verdict.Invalid, "stale-read") });
        Assert.Equal(1, night.ExitCode);
        Assert.Equal([CellStatus.AsExpected, CellStatus.Unexpected], night.Cells.Select(cell => cell.Status));
    }

    [Fact]
    public async Task Infrastructure_is_tried_again_and_a_violation_is_not()
    {
        using var folder = new NightFolder("name: x\ncells: {system: etcd, seeds: [1, 2, 3]}");
        var launcher = new FakeLauncher
        {
            Ends = (order, attempt) => (order.Request.Seed, attempt) switch
            {
                (1, 1 or 2) => CellRun.Failed(1, 1, HarnessState.InfrastructureFailed, "The engine went away."),
                (1, _) => FakeLauncher.End(1, Verdict.Valid),
                (2, _) => FakeLauncher.End(1, Verdict.Invalid) with { Harness = HarnessState.InfrastructureFailed },
                _ => CellRun.Failed(1, 1, HarnessState.Bug, "A bug."),
            },
        };
        var night = await folder.RunAsync(launcher);

        Assert.Equal([3, 1, 1], night.Cells.Select(cell => cell.Runs[0].Attempts));
        Assert.Equal([CellStatus.AsExpected, CellStatus.Unexpected, CellStatus.HarnessFailure], night.Cells.Select(cell => cell.Status));
        Assert.Equal(5, launcher.Asked.Count);
        Assert.Equal(5, launcher.Asked.Select(order => order.Directory).Distinct().Count());
    }

    [Fact]
    public async Task What_the_infrastructure_spoils_to_the_end_is_no_violation_and_the_suite_goes_on()
    {
        using var folder = new NightFolder("name: x\nattempts: 2\ncells: {system: etcd, seeds: [1, 2]}");
        var launcher = new FakeLauncher
        {
            Ends = (order, _) => order.Request.Seed == 1
                ? CellRun.Failed(1, 1, HarnessState.InfrastructureFailed, "The disk is full.")
                : FakeLauncher.End(1, Verdict.Valid),
        };
        var night = await folder.RunAsync(launcher);

        Assert.Equal(3, night.ExitCode);
        Assert.Equal([CellStatus.HarnessFailure, CellStatus.AsExpected], night.Cells.Select(cell => cell.Status));
        Assert.Equal("The disk is full. Tried 2 times.", night.Cells[0].Reason);
        Assert.Equal(3, launcher.Asked.Count);
    }

    [Fact]
    public async Task No_run_begins_that_would_not_end_within_the_budget()
    {
        using var folder = new NightFolder("name: x\nbudget: 5m\ncells: {system: etcd, time-limit: 60s, seeds: [1, 2, 3, 4, 5]}");
        var clock = new JumpingTime();
        var night = await folder.RunAsync(new FakeLauncher { Ends = AfterNinetySeconds(clock) }, time: clock);

        Assert.Equal(2, night.ExitCode);
        Assert.True(night.IsComplete);
        Assert.Equal([.. Enumerable.Repeat(CellStatus.AsExpected, 3), CellStatus.NotRun, CellStatus.NotRun], night.Cells.Select(cell => cell.Status));
        Assert.Equal("The night's budget of 5m was used up.", night.Cells[3].Reason);

        // What was spent before the interruption counts.
        var resumed = await folder.RunAsync(new FakeLauncher { Ends = AfterNinetySeconds(clock) }, resume: true, time: clock);
        Assert.Equal(2, resumed.NotRun);
    }

    [Fact]
    public async Task A_suite_that_is_stopped_says_what_was_not_run_and_ends_with_130()
    {
        using var folder = new NightFolder("name: x\ncells: {system: etcd, seeds: [1, 2, 3]}");
        using var stop = new CancellationTokenSource();
        var launcher = new FakeLauncher
        {
            Ends = (order, _) =>
            {
                if (order.Request.Seed != 2) return FakeLauncher.End(1, Verdict.Valid);
                stop.Cancel();
                return CellRun.Failed(1, 1, HarnessState.Interrupted, "Interrupted.");
            },
        };
        var night = await folder.RunAsync(launcher, stopping: stop);

        Assert.Equal((130, false), (night.ExitCode, night.IsComplete));
        Assert.Equal([CellStatus.AsExpected, CellStatus.NotRun, CellStatus.NotRun], night.Cells.Select(cell => cell.Status));

        var again = new FakeLauncher { Ends = (_, _) => FakeLauncher.End(1, Verdict.Valid) };
        var resumed = await folder.RunAsync(again, resume: true);
        Assert.Equal((0, true), (resumed.ExitCode, resumed.IsComplete));
        Assert.Equal([2ul, 3ul], again.Asked.Select(order => order.Request.Seed));
    }

    [Fact]
    public async Task Cells_run_beside_each_other_but_a_sibling_after_its_control_and_one_that_is_alone_by_itself()
    {
        using var folder = new NightFolder(
            """
            name: x
            jobs: 2
            cells:
              - {system: etcd, name: control, options: {read: serializable}, expect: invalid, sibling: {options: {read: linearizable}}}
              - {system: etcd, name: light, seeds: [1, 2]}
              - {system: etcd, name: heavy, alone: true}
              - {system: etcd, name: last, seeds: [1, 2]}
            """);
        var launcher = new BesideLauncher();
        var night = await folder.RunAsync(launcher);

        Assert.Equal(0, night.ExitCode);
        Assert.Equal(2, launcher.MostBeside);
        Assert.Equal([0], launcher.BesideOf("heavy"));
        Assert.Equal(9, folder.Results.Cells.Sum(cell => cell.Runs.Count));
        var sibling = launcher.Began.FindIndex(directory => directory.Contains("sibling", StringComparison.Ordinal));
        Assert.True(sibling > launcher.Began.FindIndex(directory => directory.Contains("control", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_folder_holds_everything_that_people_and_machines_read()
    {
        using var folder = new NightFolder(ControlAndSibling);
        var night = await folder.RunAsync(new FakeLauncher { Ends = (order, _) => FakeLauncher.End(order.Run, Verdict.Invalid, "stale-read") });
        Assert.All(
            ["suite.yaml", "state.jsonl", "results.json", "junit.xml", "summary.md", "index.html"],
            name => Assert.True(File.Exists(Path.Combine(folder.Night, name)), name));
        Assert.Equal(night.Summary, folder.Results.Summary);
        Assert.True(folder.Results.IsComplete);
    }

    private static Func<Campaigns.RunOrder, int, CellRun> AfterNinetySeconds(JumpingTime clock) => (order, _) =>
    {
        clock.Advance(TimeSpan.FromSeconds(90));
        return FakeLauncher.End(order.Run, Verdict.Valid);
    };
}
