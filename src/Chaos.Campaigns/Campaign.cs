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
    public Task<RunResults> RunAsync(RunRequest request, CancellationToken stop) => RunAsync(request, 1, stop);

    /// <summary>
    /// Runs, with other seeds again and again, until a run shows a violation or all are done. The report is that of the violation, else of
    /// the first run that is not valid, else of the last.
    /// </summary>
    /// <param name="request">What to do; its seed is that of the first run, from which the others are derived.</param>
    /// <param name="runs">How many runs at most.</param>
    /// <param name="stop">Interrupts.</param>
    /// <exception cref="UsageException">The request makes no sense, or asks for many runs where there can be one only.</exception>
    /// <exception cref="ClusterException">There is no engine, or the folder cannot be written.</exception>
    public async Task<RunResults> RunAsync(RunRequest request, int runs, CancellationToken stop)
    {
        (request, var backend) = await BackendChoice.OpenAsync(request, time, progress, stop);
        using var opened = backend;
        if (runs == 1) return await RunOnceAsync(request, backend, [], stop);
        if (backend is not SimulationBackend)
            throw new UsageException("--runs needs --on simulation. In containers, run again with another --seed.");
        var (chosen, summary) = await new ManyRuns(time, progress).RunAsync(request, runs, stop);
        progress.Report(summary);
        return await RunOnceAsync(chosen, backend, [summary], stop);
    }

    private async Task<RunResults> RunOnceAsync(
        RunRequest request, IBackend backend, IReadOnlyList<string> notes, CancellationToken stop)
    {
        var plan = RunPlan.Resolve(request);
        if (plan.Nemeses.Count > 0) plan.ThrowIfUnavailable(await backend.ProbeFaultsAsync(stop));
        var directory = RunDirectory.Create(request, plan.Workload.Name, time.GetUtcNow());
        await backend.PrepareAsync(progress, stop);
        var session = new RunSession(plan, directory, backend, time, progress);
        var ending = await session.ExecuteAsync(stop);
        // What an interrupt was meant to stop has stopped; the verdict is still wanted.
        return await JudgeAsync(directory, ending, notes);
    }

    private async Task<RunResults> JudgeAsync(RunDirectory directory, RunEnding ending, IReadOnlyList<string> notes)
    {
        progress.Report("Checking.");
        var stored = await StoredRun.ReadAsync(directory.Path, CancellationToken.None);
        var results = new Recheck(time).ResultsOf(stored, null, new CheckBudget(), ending, CancellationToken.None);
        results = results with { Notes = [.. results.Notes, .. notes] };
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
