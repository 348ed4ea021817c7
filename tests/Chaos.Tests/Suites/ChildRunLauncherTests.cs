using Chaos.Campaigns;
using Chaos.Reports;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Chaos.Tests.Suites;

/// <summary>What becomes of a night when the process of a run misbehaves; the process is a shell here.</summary>
public sealed class ChildRunLauncherTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("chaos-child-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_the_process_tells_is_the_end_of_the_run_and_its_words_are_kept()
    {
        var told = ChildFiles.TextOf(FakeLauncher.End(1, Verdict.Invalid, "stale-read"));
        var run = await LauncherOf($"echo starting >&2; echo noise; echo '{told}'; exit 1").RunAsync(Order(), Cancel);
        Assert.Equal((Verdict.Invalid, "stale-read"), (run.Verdict, Assert.Single(run.Anomalies)));
        Assert.Contains("starting", await File.ReadAllTextAsync(Path.Combine(Order().Directory, "chaos.log"), Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo Out of memory. >&2; exit 134", "for want of memory")]
    [InlineData("kill -9 $$", "137")]
    [InlineData("exit 0", "without an outcome, with exit code 0")]
    [InlineData("echo '{\"half\":'; exit 70", "exit code 70")]
    public async Task A_process_that_dies_is_a_harness_failure_with_its_reason(string script, string said)
    {
        var run = await LauncherOf(script).RunAsync(Order(), Cancel);
        Assert.Equal((HarnessState.InfrastructureFailed, Verdict.Unknown), (run.Harness, run.Verdict));
        Assert.Contains(said, run.HarnessReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_hangs_is_killed_after_its_deadline()
    {
        var time = new FakeTimeProvider();
        var launcher = LauncherOf("echo $$ > pid; trap '' TERM INT; while :; do sleep 1; done", time);
        var running = launcher.RunAsync(Order(), Cancel);
        var pid = await ReadWhenThereAsync(Path.Combine(folder, "pid"));
        // First the deadline, then the grace: each timer is there once the one before has fired.
        while (!running.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        var run = await running;
        Assert.Equal(HarnessState.InfrastructureFailed, run.Harness);
        Assert.Contains("deadline of 2m", run.HarnessReason, StringComparison.Ordinal);
        Assert.False(Directory.Exists($"/proc/{pid}"));
    }

    [Fact]
    public async Task A_stopped_suite_asks_the_process_for_an_orderly_end_and_takes_what_it_tells()
    {
        var told = ChildFiles.TextOf(CellRun.Failed(1, 1, HarnessState.Interrupted, "Interrupted."));
        using var stop = new CancellationTokenSource();
        var running = LauncherOf($"echo up > up; read line; echo \"$line\" > asked; echo '{told}'; exit 130").RunAsync(Order(), stop.Token);
        await ReadWhenThereAsync(Path.Combine(folder, "up"));
        await stop.CancelAsync();
        Assert.Equal(HarnessState.Interrupted, (await running).Harness);
        Assert.Equal("stop\n", await File.ReadAllTextAsync(Path.Combine(folder, "asked"), Cancel));
    }

    [Fact]
    public async Task A_process_learns_that_the_suite_is_dead_when_its_input_ends()
    {
        var left = new TaskCompletionSource();
        var stops = 0;
        ParentWatch.Begin(new StringReader("stop\nnoise\n"), () => stops++, left.SetResult);
        await left.Task.WaitAsync(Cancel);
        Assert.Equal(1, stops);
    }

    [Fact]
    public async Task A_run_that_had_told_its_end_before_the_suite_was_cut_off_is_taken_from_its_folder()
    {
        var order = Order();
        Directory.CreateDirectory(order.Directory);
        var launcher = LauncherOf("exit 99");
        Assert.Null(await launcher.RecoverAsync(order, Cancel));
        await File.WriteAllTextAsync(
            Path.Combine(order.Directory, "outcome.json"), ChildFiles.TextOf(FakeLauncher.End(1, Verdict.Valid)), Cancel);
        Assert.Equal(Verdict.Valid, (await launcher.RecoverAsync(order, Cancel))!.Verdict);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_harness_failure()
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "run"), "a file is in the way", Cancel);
        var run = await LauncherOf("exit 0").RunAsync(Order(), Cancel);
        Assert.Equal(HarnessState.InfrastructureFailed, run.Harness);
        Assert.Contains("cannot be written", run.HarnessReason, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<string> ReadWhenThereAsync(string path)
    {
        while (!File.Exists(path) || (await File.ReadAllTextAsync(path, Cancel)).Length == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        return (await File.ReadAllTextAsync(path, Cancel)).Trim();
    }

    // Not docker: no engine is asked to sweep.
    private RunOrder Order() => new()
    {
        Run = 1,
        Request = new() { System = "etcd", Seed = 1, Backend = "simulation", OutDirectory = Path.Combine(folder, "run") },
        Deadline = TimeSpan.FromMinutes(2),
    };

    private ChildRunLauncher LauncherOf(string script, TimeProvider? time = null) => new(
        new("/bin/sh", ["-c", $"cd {folder}; {script}", "sh"]), time ?? TimeProvider.System, new Progress<string>());
}
