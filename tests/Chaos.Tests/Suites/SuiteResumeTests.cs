using Chaos.Reports;
using Chaos.Tests.Nemeses;
using Xunit;

namespace Chaos.Tests.Suites;

public sealed class SuiteResumeTests
{
    private const string Four = "name: x\ncells: {system: etcd, seeds: {from: date, count: 4}}";

    [Fact]
    public async Task Cut_off_anywhere_the_night_ends_with_the_same_verdicts_and_repeats_nothing_that_is_done()
    {
        using var whole = new NightFolder(Four);
        var expected = await whole.RunAsync(new FakeLauncher { Ends = Ends });
        var state = await File.ReadAllTextAsync(whole.State, TestContext.Current.CancellationToken);

        // Every cut a kill could make: after any byte of the state.
        foreach (var length in Enumerable.Range(0, state.Length / 40).Select(step => step * 40).Append(state.Length))
        {
            using var cut = new NightFolder(Four);
            Directory.CreateDirectory(cut.Night);
            await File.WriteAllTextAsync(cut.State, state[..length], TestContext.Current.CancellationToken);
            var launcher = new FakeLauncher { Ends = Ends };
            var resumed = await cut.RunAsync(launcher, resume: true);

            Assert.Equal(expected.Cells.Select(Outcome), resumed.Cells.Select(Outcome));
            var done = state[..length].Split('\n').SkipLast(1).Count(line => line.Contains("\"attempts\":1", StringComparison.Ordinal)
                && line.Contains("\"onlySummary\":false", StringComparison.Ordinal));
            Assert.Equal(4 - done, launcher.Asked.Count);
        }
    }

    [Fact]
    public async Task Seeds_of_another_date_are_kept_when_the_night_is_resumed()
    {
        using var folder = new NightFolder("name: x\ncells: {system: etcd, seeds: [date, date+1]}");
        using var stop = new CancellationTokenSource();
        var cut = new FakeLauncher
        {
            Ends = (order, attempt) =>
            {
                if (attempt == 1) return Ends(order, attempt);
                stop.Cancel();
                return CellRun.Failed(1, 1, HarnessState.Interrupted, "Interrupted.");
            },
        };
        var date = new DateOnly(2025, 6, 7);
        await folder.RunAsync(cut, stopping: stop, seedDate: date);
        await Assert.ThrowsAsync<UsageException>(() => folder.RunAsync(cut, resume: true, seedDate: date.AddDays(1)));

        var night = await folder.RunAsync(new FakeLauncher { Ends = Ends }, resume: true);
        Assert.Equal([20250607000000ul, 20250607001000ul], night.Cells.SelectMany(cell => cell.Runs).Select(run => run.Seed));
    }

    [Fact]
    public async Task A_night_that_is_resumed_after_midnight_keeps_its_seeds()
    {
        using var folder = new NightFolder(Four);
        var clock = new JumpingTime();
        clock.Advance(TimeSpan.FromHours(23));
        var first = await folder.RunAsync(new FakeLauncher { Ends = Ends }, time: clock);
        var lines = await File.ReadAllLinesAsync(folder.State, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder.State, lines[..3], TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromHours(2));

        var resumed = await folder.RunAsync(new FakeLauncher { Ends = Ends }, resume: true, time: clock);
        Assert.Equal(first.Cells.SelectMany(cell => cell.Runs).Select(run => run.Seed), resumed.Cells.SelectMany(cell => cell.Runs).Select(run => run.Seed));
        Assert.Equal(first.StartedAt, resumed.StartedAt);
    }

    [Fact]
    public async Task A_run_that_was_cut_off_with_a_violation_on_its_disk_is_not_repeated()
    {
        using var folder = new NightFolder("name: x\ncells: {system: etcd, seeds: [1, 2]}");
        await folder.RunAsync(new FakeLauncher { Ends = (_, _) => FakeLauncher.End(1, Verdict.Valid) });
        var lines = await File.ReadAllLinesAsync(folder.State, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder.State, lines[..2], TestContext.Current.CancellationToken); // header, and run 1 began

        var launcher = new FakeLauncher
        {
            Ends = (_, _) => FakeLauncher.End(1, Verdict.Valid),
            Recovers = order => FakeLauncher.End(order.Run, Verdict.Invalid, "stale-read"),
        };
        var night = await folder.RunAsync(launcher, resume: true);
        Assert.Equal([Verdict.Invalid, Verdict.Valid], night.Cells.Select(cell => cell.Verdict));
        Assert.Equal([2ul], launcher.Asked.Select(order => order.Request.Seed));
    }

    [Fact]
    public async Task A_run_that_was_cut_off_without_one_is_repeated_in_a_folder_of_its_own()
    {
        using var folder = new NightFolder("name: x\ncells: {system: etcd, seeds: 1}");
        await folder.RunAsync(new FakeLauncher { Ends = (_, _) => FakeLauncher.End(1, Verdict.Valid) });
        var lines = await File.ReadAllLinesAsync(folder.State, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(folder.State, lines[..2], TestContext.Current.CancellationToken);

        var launcher = new FakeLauncher { Ends = (_, _) => FakeLauncher.End(1, Verdict.Valid) };
        await folder.RunAsync(launcher, resume: true);
        Assert.EndsWith("run-1-attempt-2", Assert.Single(launcher.Asked).Directory, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_suite_file_or_a_folder_in_use_is_refused()
    {
        using var folder = new NightFolder(Four);
        await folder.RunAsync(new FakeLauncher { Ends = Ends });
        await Refused("--resume");
        await File.WriteAllTextAsync(folder.SuiteFile, Four + " ", TestContext.Current.CancellationToken);
        await Refused("begun with", resume: true);
        await using (File.Open(folder.State, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) await Refused("still runs", resume: true);
        await File.WriteAllTextAsync(folder.State, "{}\n", TestContext.Current.CancellationToken);
        await Refused("line 1", resume: true);

        async Task Refused(string said, bool resume = false)
        {
            var wrong = await Assert.ThrowsAsync<UsageException>(() => folder.RunAsync(new FakeLauncher { Ends = Ends }, resume));
            Assert.Contains(said, wrong.Message, StringComparison.Ordinal);
        }
    }

    private static CellRun Ends(Campaigns.RunOrder order, int attempt) => (order.Request.Seed % 4000) switch
    {
        0 => FakeLauncher.End(order.Run, Verdict.Valid),
        1000 => FakeLauncher.End(order.Run, Verdict.Invalid, "stale-read"),
        2000 => FakeLauncher.End(order.Run, Verdict.Unknown),
        _ => FakeLauncher.End(order.Run, Verdict.Valid),
    };

    private static (string, CellStatus, Verdict, string) Outcome(CellResults cell) => (cell.Key, cell.Status, cell.Verdict, cell.Reason);
}
