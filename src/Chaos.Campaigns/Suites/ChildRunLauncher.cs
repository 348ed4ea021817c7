using System.Diagnostics;
using System.Globalization;
using Chaos.Clusters;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>
/// Makes each run in a process of its own: a hang, a lack of memory or a crash ends that process and not the night. After a process
/// that had to be killed its containers are swept, and what its journal proves is judged.
/// </summary>
/// <param name="tool">How the tool is started.</param>
/// <param name="time">All clocks and timers.</param>
/// <param name="progress">Told what happens, a line each.</param>
public sealed class ChildRunLauncher(ToolCommand tool, TimeProvider time, IProgress<string> progress) : IRunLauncher
{
    /// <summary>The hidden command of the tool that is the process of a run.</summary>
    public const string Command = "suite-run";

    private static readonly TimeSpan JudgeLimit = TimeSpan.FromMinutes(10);

    /// <summary>How long a process may take for an orderly end before it is killed. Default 90 s: healing, collecting and judging.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(90);

    /// <inheritdoc/>
    public async Task<CellRun> RunAsync(RunOrder order, CancellationToken stop)
    {
        var files = new ChildFiles(order.Directory);
        try
        {
            Directory.CreateDirectory(order.Directory);
            await files.WriteOrderAsync(order);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Failed(order, $"The folder {order.Directory} cannot be written: {failure.Message}");
        }

        var end = await ExecuteAsync(ChildTask.Run, order, order.Deadline, stop);
        if (end.Outcome is { } told) return told;
        await SweepAsync(order);
        if (stop.IsCancellationRequested)
            return CellRun.Failed(order.Run, order.Request.Seed, HarnessState.Interrupted, "The run was interrupted.");
        progress.Report($"{end.WhyNot} What it recorded is judged.");
        var judged = await ExecuteAsync(ChildTask.Judge, order, JudgeLimit, stop);
        return judged.Outcome switch
        {
            { Verdict: Verdict.Invalid } proven => proven,
            { } seen => Failed(order, end.WhyNot) with { Operations = seen.Operations, OkDuringFaults = seen.OkDuringFaults, Command = seen.Command },
            null => Failed(order, end.WhyNot),
        };
    }

    /// <inheritdoc/>
    public async Task<CellRun?> RecoverAsync(RunOrder order, CancellationToken stop)
    {
        var files = new ChildFiles(order.Directory);
        if (await files.ReadOutcomeAsync(stop) is { Harness: not HarnessState.Interrupted } told) return told;
        await SweepAsync(order);
        if (!File.Exists(files.OrderFile) || !File.Exists(new RunDirectory(order.Directory).HistoryFile)) return null;
        var judged = await ExecuteAsync(ChildTask.Judge, order, JudgeLimit, stop);
        return judged.Outcome is { Verdict: Verdict.Invalid } proven ? proven : null;
    }

    /// <inheritdoc/>
    public async Task<bool> ReduceAsync(RunOrder order, CancellationToken stop)
    {
        var end = await ExecuteAsync(ChildTask.Reduce, order, JudgeLimit, stop);
        if (end.ExitCode == VerdictTable.ExitValid) return true;
        progress.Report($"All files of {order.Directory} are kept, because they could not be reduced to a summary: {end.WhyNot}");
        return false;
    }

    private async Task<ChildEnd> ExecuteAsync(ChildTask task, RunOrder order, TimeSpan limit, CancellationToken stop)
    {
        var start = tool.StartInfo(Command, task.ToString().ToLowerInvariant(), order.Directory);
        start.Environment["DOTNET_GCHeapHardLimit"] = MemoryLimitOf(order).ToString("x", CultureInfo.InvariantCulture);
        try
        {
            using var process = Process.Start(start)!;
            await using var child = new ChildProcess(process, new ChildFiles(order.Directory).LogFile, time);
            return await child.EndAsync(limit, Grace, stop);
        }
        catch (System.ComponentModel.Win32Exception failure)
        {
            return new(null, null, $"No process could be started for the run: {failure.Message}");
        }
    }

    private static long MemoryLimitOf(RunOrder order) =>
        order.MemoryLimitBytes ?? Math.Max(256L << 20, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2);

    // Its agents notice that it is gone; this removes what stopped containers leave.
    private async Task SweepAsync(RunOrder order)
    {
        if (order.Request.Backend != "docker") return;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1), time);
        try
        {
            using var engine = await DockerEngine.ConnectAsync(limit.Token);
            var swept = await engine.SweepAsync(limit.Token);
            if (swept.RemovedAnything) progress.Report($"Swept what the run left behind: {CleanSentence.Of(swept)}");
        }
        catch (Exception failure) when (failure is ClusterException or OperationCanceledException)
        {
            progress.Report($"What the run left behind could not be swept; the next run will try again. {failure.Message}");
        }
    }

    private static CellRun Failed(RunOrder order, string? reason) =>
        CellRun.Failed(order.Run, order.Request.Seed, HarnessState.InfrastructureFailed, reason ?? "The run's process gave no outcome.");
}
