using Chaos.Reports;
using Xunit;

namespace Chaos.Tests.Suites;

public sealed class SuiteSinceTests
{
    private const string Suite = "name: x\nattempts: 1\ncells: {system: etcd, seeds: [1, 2, 3, 4, 5]}";

    [Fact]
    public async Task A_planted_failure_is_new_and_a_planted_fix_is_fixed()
    {
        using var folder = new NightFolder(Suite);
        await folder.RunAsync(Ends("viiuv"), night: folder.Other("first"));
        var second = await folder.RunAsync(Ends("ivifv"), since: folder.Other("first"), night: folder.Other("second"));

        Assert.Equal(
            [CellChange.NewFailure, CellChange.Fixed, CellChange.StillFailing, CellChange.Unchanged, CellChange.Unchanged],
            second.Cells.Select(cell => cell.Change!.Value));
        Assert.Equal([KeyOf(1)], second.Since!.NewFailures);
        Assert.Equal([KeyOf(2)], second.Since.Fixed);
        Assert.Equal([KeyOf(3)], second.Since.StillFailing);
        Assert.Equal(CellStatus.Unknown, second.Cells[3].StatusBefore);

        var summary = await ReadAsync(folder.Other("second/summary.md"));
        Assert.Contains($"- new failure: {KeyOf(1)}\n", summary, StringComparison.Ordinal);
        Assert.Contains($"- fixed: {KeyOf(2)}\n", summary, StringComparison.Ordinal);
        var page = await ReadAsync(folder.Other("second/index.html"));
        Assert.Contains($"New failures: {KeyOf(1)}", page, StringComparison.Ordinal);
        Assert.Contains($"Fixed: {KeyOf(2)}", page, StringComparison.Ordinal);
        Assert.Contains("unchanged; was unknown", page, StringComparison.Ordinal);
        Assert.Equal(
            second.Since.NewFailures, SuiteResultsFile.FromJson(await ReadAsync(folder.Other("second/results.json"))).Since!.NewFailures);
    }

    [Fact]
    public async Task A_failure_stays_one_until_it_is_shown_to_be_mended()
    {
        using var folder = new NightFolder(Suite);
        await folder.RunAsync(Ends("ivvvv"), night: folder.Other("1"));
        var second = await folder.RunAsync(Ends("uvvvv"), since: folder.Other("1"), night: folder.Other("2"));
        var third = await folder.RunAsync(Ends("ivvvv"), since: folder.Other("2"), night: folder.Other("3"));
        Assert.Equal([CellChange.StillFailing, CellChange.StillFailing], new[] { second, third }.Select(night => night.Cells[0].Change!.Value));
        Assert.Equal(CellChange.Fixed, (await folder.RunAsync(Ends("vvvvv"), since: folder.Other("3"))).Cells[0].Change);
    }

    [Fact]
    public async Task What_the_earlier_night_did_not_have_or_had_alone_is_said()
    {
        using var folder = new NightFolder(Suite);
        await folder.RunAsync(Ends("vvvvv"), night: folder.Other("1"));
        await File.WriteAllTextAsync(
            folder.SuiteFile, "name: x\ncells: {system: etcd, seeds: [5, 6]}", TestContext.Current.CancellationToken);
        var night = await folder.RunAsync(Ends("vvvvvi"), since: folder.Other("1"));
        Assert.Equal([KeyOf(1), KeyOf(2), KeyOf(3), KeyOf(4)], night.Since!.Gone);
        Assert.Equal([KeyOf(6)], night.Since.NewFailures);
    }

    [Fact]
    public async Task A_folder_without_a_night_is_bad_usage_before_anything_starts()
    {
        using var folder = new NightFolder(Suite);
        var launcher = Ends("vvvvv");
        var wrong = await Assert.ThrowsAsync<UsageException>(() => folder.RunAsync(launcher, since: folder.Other("nowhere")));
        Assert.Contains("--since", wrong.Message, StringComparison.Ordinal);
        Assert.Empty(launcher.Asked);
        Assert.False(Directory.Exists(folder.Night));
    }

    private static string KeyOf(int seed) => $"etcd/register, none, 3 nodes, seed {seed}";

    private static Task<string> ReadAsync(string path) => File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);

    private static FakeLauncher Ends(string bySeed) => new()
    {
        Ends = (order, _) => bySeed[(int)order.Request.Seed - 1] switch
        {
            'v' => FakeLauncher.End(1, Verdict.Valid),
            'i' => FakeLauncher.End(1, Verdict.Invalid, "stale-read"),
            'u' => FakeLauncher.End(1, Verdict.Unknown),
            _ => CellRun.Failed(1, 1, HarnessState.InfrastructureFailed, "The engine went away."),
        },
    };
}
