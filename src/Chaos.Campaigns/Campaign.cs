using Chaos.Reports;
using Chaos.Simulation;

namespace Chaos.Campaigns;

/// <summary>A run from its request to its report.</summary>
/// <param name="time">All clocks and timers.</param>
/// <param name="progress">Told what happens, a line each.</param>
public sealed class Campaign(TimeProvider time, IProgress<string> progress)
{
    private const int KeptMessages = 240;

    /// <summary>Runs, checks, reports. The folder of the run holds everything afterwards; no container is left.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="stop">
    /// Interrupts: no new operations, those in flight end, everything is healed, collected and cleaned; what there is is judged.
    /// </param>
    /// <exception cref="UsageException">The request makes no sense.</exception>
    /// <exception cref="ClusterException">There is no engine, or the folder cannot be written.</exception>
    public Task<RunResults> RunAsync(RunRequest request, CancellationToken stop) => RunAsync(request, 1, stop);

    /// <summary>Runs again what a stored run did: its invocations and its faults at their times, on the nodes that play the same parts.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="outDirectory">The folder of the replay; null for a new one.</param>
    /// <param name="stop">Interrupts, as <see cref="RunAsync(RunRequest, CancellationToken)"/> says.</param>
    /// <exception cref="UsageException">It is not the folder of a run, or the folder of the replay holds a run already.</exception>
    /// <exception cref="HistoryFormatException">A file of it is damaged.</exception>
    /// <exception cref="ClusterException">There is no engine, or a fault of it cannot be made here.</exception>
    public async Task<RunResults> ReplayAsync(string path, string? outDirectory, CancellationToken stop)
    {
        var plan = ReplayPlan.Of(await StoredRun.ReadAsync(path, stop), outDirectory);
        var (request, backend) = await BackendChoice.OpenAsync(plan.Request, time, progress, stop);
        using var opened = backend;
        return await RunOnceAsync(plan with { Request = request }, backend, [], stop);
    }

    /// <summary>
    /// Looks for a smaller run that shows the same violation as a simulated run does, and stores it as a run that can be replayed.
    /// </summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="outDirectory">The folder of the smaller run; null for a new one.</param>
    /// <param name="trials">How many runs the search may take.</param>
    /// <param name="stop">Interrupts.</param>
    /// <returns>The results of the smaller run; null where none shows the violation each time it is repeated.</returns>
    /// <exception cref="UsageException">It is not the folder of a simulated run with a violation.</exception>
    /// <exception cref="HistoryFormatException">A file of it is damaged.</exception>
    public async Task<RunResults?> ShrinkAsync(string path, string? outDirectory, int trials, CancellationToken stop)
    {
        var original = await StoredRun.ReadAsync(path, stop);
        if (original.Document is not { } document)
            throw new UsageException($"{path} holds no run.json, so it is not the folder of a run, and cannot be shrunk.");
        if (document.Request.Backend != SimulationBackend.BackendName)
            throw new UsageException($"{path} is no simulated run. Only what happens again in the same way can be shrunk: run it with --on simulation.");
        var ending = document.Ending ?? RunEnding.Killed;
        if (new Recheck(time).ResultsOf(original, null, new CheckBudget(), ending, stop) is not { Anomalies: [{ } anomaly, ..] })
            throw new UsageException($"{path} shows no violation: there is nothing to shrink.");
        var plan = RunPlan.Resolve(document.Request);
        var whole = ShrinkCase.Of(original.Evidence, plan.Nodes.Count, plan.Concurrency, document.Request.Seed);
        progress.Report($"Looking for less that still shows {anomaly.Name}. It was: {whole.Sizes}.");
        var search = new ShrinkTrials(original, anomaly.Name, trials, time);
        if (await new Shrinker(search, progress).RunAsync(whole, stop) is not { } smaller) return null;
        var note = $"Shrunk from {whole.Sizes} to {smaller.Sizes} in {search.Count} runs; it still shows {anomaly.Name}.";
        progress.Report(note);
        using var backend = new SimulationBackend();
        outDirectory ??= RunDirectory.DefaultPath(document.Request with { Seed = smaller.Seed }, plan.Workload.Name, time.GetUtcNow());
        var run = search.PlanOf(smaller, outDirectory);
        // What it repeats is itself: its own folder is what a replay needs.
        run = run with { Replay = run.Replay! with { Directory = outDirectory } };
        return await RunOnceAsync(run, backend, [note], stop);
    }

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
        IReadOnlyList<string> notes = request.Hunt is { } hunt
            ? [$"No faults were named, so that this is the hunt for {hunt}: its faults, load and options are those of the line 'Again'."]
            : [];
        foreach (var note in notes) progress.Report(note);
        if (runs == 1) return await RunOnceAsync(RunPlan.Resolve(request), backend, notes, stop);
        if (backend is not SimulationBackend)
            throw new UsageException("--runs needs --on simulation. In containers, run again with another --seed.");
        var (chosen, summary) = await new ManyRuns(time, progress).RunAsync(request, runs, stop);
        progress.Report(summary);
        return await RunOnceAsync(RunPlan.Resolve(chosen), backend, [.. notes, summary], stop);
    }

    private async Task<RunResults> RunOnceAsync(
        RunPlan plan, IBackend backend, IReadOnlyList<string> notes, CancellationToken stop)
    {
        if (plan.Lanes.Count > 0 || plan.Mix is not null) plan = plan.On(await backend.ProbeFaultsAsync(stop));
        foreach (var (family, reason) in plan.LeftOut) progress.Report($"The mix leaves out {family}: {reason}");
        var directory = RunDirectory.Create(plan.Request, plan.Workload.Name, time.GetUtcNow());
        await backend.PrepareAsync(progress, stop);
        var session = new RunSession(plan, directory, backend, time, progress);
        var ending = await session.ExecuteAsync(stop);
        // What an interrupt was meant to stop has stopped; the verdict is still wanted.
        return await JudgeAsync(directory, ending, notes, backend is SimulationBackend ? plan : null);
    }

    private async Task<RunResults> JudgeAsync(RunDirectory directory, RunEnding ending, IReadOnlyList<string> notes, RunPlan? simulated)
    {
        progress.Report("Checking.");
        var stored = await StoredRun.ReadAsync(directory.Path, CancellationToken.None);
        var results = new Recheck(time).ResultsOf(stored, null, new CheckBudget(), ending, CancellationToken.None);
        results = results with { Notes = [.. results.Notes, .. notes] };
        try
        {
            if (simulated is not null && results.Anomalies is [{ } first, ..]) await KeepMessagesAsync(simulated, directory, first);
            progress.Report($"Report: {await ReportFiles.WriteAsync(directory, stored, results)}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            progress.Report($"The report could not be written: {failure.Message} Make room, then: ./chaos report {directory.Path}");
        }

        return results;
    }

    // The run again in memory, which is the same one: only then is it known which of its messages are worth keeping.
    private static async Task KeepMessagesAsync(RunPlan plan, RunDirectory directory, AnomalySummary anomaly)
    {
        var trace = new MessageTrace((long)(anomaly.AtMs * 1e6), KeptMessages);
        await new SimulatedTrial(plan, trace).ExecuteAsync(CancellationToken.None);
        MessagesFile.Write(directory.MessagesFile, trace.Messages);
    }
}
