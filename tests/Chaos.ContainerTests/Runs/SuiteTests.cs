using System.Text.Json.Nodes;
using Xunit;

namespace Chaos.ContainerTests.Runs;

public sealed class SuiteTests
{
    private const string TwoCells =
        """
        name: two
        tables: systems
        cells:
          - system: etcd
            nodes: 1
            time-limit: 3s
            rate: 50
            seeds: [1, 2]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_half_way_with_kill_minus_9_and_resumed_a_suite_repeats_nothing_that_was_done()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var file = folder.Path + ".yaml";
        await File.WriteAllTextAsync(file, TwoCells, Cancel);
        await using (var night = RunProcess.Start($"suite {file} --out {folder.Path}"))
        {
            await night.UntilItSaysAsync("[2/2] etcd/register, none, 1 node, seed 2, run 1 of 1, seed 2", Cancel);
            // Until its run has containers, so that there is something to leave behind.
            await UntilAsync(() => File.Exists(FileOf(folder, "seed-2", "history.jsonl")));
            night.Kill();
            await night.EndAsync(Cancel);
        }

        var first = await ReportOf(folder, "seed-1");
        var end = await RunProcess.RunAsync($"suite {file} --out {folder.Path} --resume --json", Cancel);
        Assert.True(end.ExitCode == 0, end.Told);
        Assert.Equal(["valid", "valid"], end.Json["cells"]!.AsArray().Select(cell => (string?)cell!["verdict"]));
        Assert.All(end.Json["cells"]!.AsArray(), cell => Assert.Single(cell!["runs"]!.AsArray()));
        Assert.EndsWith("run-1", (string?)RunOf(end, 0)["directory"], StringComparison.Ordinal);
        Assert.EndsWith("run-1-attempt-2", (string?)RunOf(end, 1)["directory"], StringComparison.Ordinal);
        Assert.DoesNotContain("run 1 of 1, seed 1", end.Error, StringComparison.Ordinal);
        Assert.Equal(first, await ReportOf(folder, "seed-1"));

        // What its servers told of themselves, and what the engine counted.
        var table = await File.ReadAllLinesAsync(Path.Combine(folder.Path, "systems.md"), Cancel);
        Assert.Matches(
            @"^\| etcd \| 3\.\d+\.\d+ \| \S+etcd:\S+ \| 1 \| none \| register: valid 1; register: valid 1 \| 0 \| \d+ \| [\d.]+ m?s \| [1-9]\d* MiB \|$",
            table.Single(line => line.StartsWith("| etcd |", StringComparison.Ordinal)));

        // The run that was cut off ended with its suite: nothing of it goes on.
        var clean = await RunProcess.RunAsync("clean", Cancel);
        Assert.True(clean.ExitCode == 0, clean.Told);
        foreach (var run in new[] { RunIdOf(folder, "run-1"), RunIdOf(folder, "run-1-attempt-2") })
            Assert.Empty(await Engine.OfRunAsync(run));
    }

    private static JsonNode RunOf(RunEnd end, int cell) => end.Json["cells"]![cell]!["runs"]![0]!;

    private static async Task<(DateTime, string)> ReportOf(RunFolder folder, string cell)
    {
        var path = FileOf(folder, cell, "report.html");
        return (File.GetLastWriteTimeUtc(path), await File.ReadAllTextAsync(path, Cancel));
    }

    private static string FileOf(RunFolder folder, string cell, string name, string run = "run-1")
    {
        var cells = Path.Combine(folder.Path, "cells");
        var of = Directory.Exists(cells)
            ? Directory.GetDirectories(cells).FirstOrDefault(path => path.Contains($"-{cell}-", StringComparison.Ordinal))
            : null;
        return Path.Combine(of ?? cells, run, name);
    }

    private static string RunIdOf(RunFolder folder, string run) =>
        (string)JsonNode.Parse(File.ReadAllText(FileOf(folder, "seed-2", "run.json", run)))!["runId"]!;

    private static async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo()) await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
    }
}
