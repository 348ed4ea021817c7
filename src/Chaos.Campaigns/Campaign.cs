using Chaos.Clusters;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>A run from its request to its report.</summary>
/// <param name="time">All clocks and timers.</param>
/// <param name="progress">Told what happens, a line each.</param>
public sealed class Campaign(TimeProvider time, IProgress<string> progress)
{
    /// <summary>Runs, checks, reports. The folder of the run holds everything afterwards; no container is left.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="stop">
    /// Interrupts: no new operations, those in flight end, everything is healed, collected and cleaned; what there is is judged.
    /// </param>
    /// <exception cref="UsageException">The request makes no sense.</exception>
    /// <exception cref="ClusterException">There is no engine, or the folder cannot be written.</exception>
    public Task<RunResults> RunAsync(RunRequest request, CancellationToken stop) => RunAsync(RunPlan.Resolve(request), stop);

    /// <summary>Runs again what a stored run did: its invocations and its faults at their times, on the nodes that play the same parts.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="outDirectory">The folder of the replay; null for a new one.</param>
    /// <param name="stop">Interrupts, as <see cref="RunAsync(RunRequest, CancellationToken)"/> says.</param>
    /// <exception cref="UsageException">It is not the folder of a run, or the folder of the replay holds a run already.</exception>
    /// <exception cref="HistoryFormatException">A file of it is damaged.</exception>
    /// <exception cref="ClusterException">There is no engine, or a fault of it cannot be made here.</exception>
    public async Task<RunResults> ReplayAsync(string path, string? outDirectory, CancellationToken stop) =>
        await RunAsync(ReplayPlan.Of(await StoredRun.ReadAsync(path, stop), outDirectory), stop);

    private async Task<RunResults> RunAsync(RunPlan plan, CancellationToken stop)
    {
        using var engine = await DockerEngine.ConnectAsync(stop);
        if (plan.Lanes.Count > 0 || plan.Mix is not null) plan = plan.On(await engine.ProbeFaultsAsync(time, stop));
        foreach (var (family, reason) in plan.LeftOut) progress.Report($"The mix leaves out {family}: {reason}");
        var directory = RunDirectory.Create(plan.Request, plan.Workload.Name, time.GetUtcNow());
        var swept = await engine.SweepAsync(stop);
        if (swept.RemovedAnything) progress.Report($"Swept what earlier runs left behind: {CleanSentence.Of(swept)}");

        var session = new RunSession(plan, directory, engine, time, progress);
        var ending = await session.ExecuteAsync(stop);
        // What an interrupt was meant to stop has stopped; the verdict is still wanted.
        return await JudgeAsync(directory, ending);
    }

    private async Task<RunResults> JudgeAsync(RunDirectory directory, RunEnding ending)
    {
        progress.Report("Checking.");
        var stored = await StoredRun.ReadAsync(directory.Path, CancellationToken.None);
        var results = new Recheck(time).ResultsOf(stored, null, new CheckBudget(), ending, CancellationToken.None);
        try
        {
            progress.Report($"Report: {await ReportFiles.WriteAsync(directory, stored, results)}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            progress.Report($"The report could not be written: {failure.Message} Make room, then: ./chaos report {directory.Path}");
        }

        return results;
    }
}
