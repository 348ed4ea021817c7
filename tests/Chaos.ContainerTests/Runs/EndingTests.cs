using System.Diagnostics;
using System.Text.Json.Nodes;
using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests.Runs;

public sealed class EndingTests
{
    private static readonly TimeSpan PodsGoWithin = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_minus_9_the_pods_go_by_themselves_and_clean_removes_the_rest()
    {
        Engine.Require();
        using var folder = new RunFolder();
        int owner;
        await using (var run = RunProcess.Start($"run etcd --nodes 3 --nemesis partition,power-loss,slow-disk --time-limit 60s --out {folder.Path}"))
        {
            await run.UntilItSaysAsync("in force", Cancel);
            owner = run.Id;
            Assert.NotEmpty(DisksOf(folder));
            Assert.NotEmpty(await Engine.ContainersAsync(owner, all: false));
            run.Kill();
            await run.EndAsync(Cancel);
        }

        await Task.Delay(PodsGoWithin, TimeProvider.System, Cancel);
        Assert.Empty(await Engine.ContainersAsync(owner, all: false));
        Assert.Empty(DisksOf(folder));

        var clean = await RunProcess.RunAsync("clean", Cancel);
        Assert.True(clean.ExitCode == 0, clean.Told);
        Assert.Empty(await Engine.ContainersAsync(owner, all: true));
        Assert.Empty(await Engine.NetworksAsync(owner));
        Assert.Empty(await Engine.VolumesAsync(owner));

        // What was recorded until then is judged, and is never called valid.
        var check = await RunProcess.RunAsync($"check {folder.Path} --json", Cancel);
        Assert.True(check.ExitCode == 3, check.Told);
        Assert.True((long)check.Json["operations"]!["ok"]! > 0, check.Told);
    }

    [Fact]
    public async Task An_interrupt_heals_collects_cleans_and_judges()
    {
        Engine.Require();
        using var folder = new RunFolder();
        await using var run = RunProcess.Start($"run etcd --nodes 3 --nemesis partition --time-limit 60s --json --out {folder.Path}");
        await run.UntilItSaysAsync("in force", Cancel);
        using (var interrupt = Process.Start("kill", ["-INT", $"{run.Id}"])) await interrupt.WaitForExitAsync(Cancel);
        var end = await run.EndAsync(Cancel);
        Assert.True(end.ExitCode == 130, end.Told);
        Assert.Equal("unknown", (string?)end.Json["verdict"]);
        Assert.Empty(await Engine.ContainersAsync(run.Id, all: true));
        Assert.Empty(await Engine.NetworksAsync(run.Id));
        Assert.Empty(await Engine.VolumesAsync(run.Id));
        Assert.True(File.Exists(Path.Combine(folder.Path, "report.html")));
    }

    [Fact]
    public async Task On_a_full_disk_the_run_stops_and_what_was_written_is_judged()
    {
        Engine.Require();
        var disk = Directory.CreateTempSubdirectory("chaos-disk-").FullName;
        Assert.Equal(0, await ShellAsync("mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk));
        try
        {
            await using var run = RunProcess.Start($"run etcd --nodes 3 --time-limit 60s --json --out {disk}/run");
            var end = await run.EndAsync(Cancel);
            Assert.True(end.ExitCode == 3, end.Told);
            var written = File.ReadLines(Path.Combine(disk, "run", "history.jsonl"))
                .Count(line => line.Contains("\"type\":\"invoke\"", StringComparison.Ordinal)
                    && !line.Contains("\"process\":\"nemesis\"", StringComparison.Ordinal));
            Assert.Equal(written, (long)end.Json["operations"]!["total"]!);
            Assert.True(written > 0, end.Told);
            Assert.Contains("--out", (string?)end.Json["harnessReason"], StringComparison.Ordinal);
            Assert.Empty(await Engine.ContainersAsync(run.Id, all: true));
        }
        finally
        {
            await ShellAsync("umount", disk);
            Directory.Delete(disk);
        }
    }

    // The loop devices of the run's nodes, and where they are mounted.
    private static string[] DisksOf(RunFolder folder)
    {
        var run = JsonNode.Parse(File.ReadAllText(Path.Combine(folder.Path, "run.json")))!["runId"]!.ToString();
        return
        [
            .. LoopDevices.List().Where(disk => disk.Value.StartsWith($"{run}-", StringComparison.Ordinal)).Select(disk => disk.Key),
            .. File.ReadLines("/proc/mounts").Where(mount => mount.Contains(run, StringComparison.Ordinal)),
        ];
    }

    private static async Task<int> ShellAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync(Cancel);
        return process.ExitCode;
    }
}
