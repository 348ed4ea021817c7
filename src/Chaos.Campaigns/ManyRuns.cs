using Chaos.Simulation;

namespace Chaos.Campaigns;

/// <summary>
/// Many simulated runs that differ in their seed, several at once, until one shows a violation. They leave no files: the seed that
/// matters is run again with files afterwards, which gives the same run.
/// </summary>
/// <param name="time">Clocks of the checkers and of the progress.</param>
/// <param name="progress">Told now and then how far it is.</param>
internal sealed class ManyRuns(TimeProvider time, IProgress<string> progress)
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(10);
    private int valid;
    private int unknown;
    private long reportedAt = time.GetTimestamp();

    /// <summary>The seed of a run: the first is the request's own.</summary>
    public static ulong SeedOf(ulong first, int run) =>
        run == 0 ? first : Randomness.FromSeed(first).For("runs").At(run).Bits() >> 33;

    /// <summary>Runs until a violation or the last one.</summary>
    /// <returns>The request of the run worth looking at (a violation, else the first that is not valid, else the last), and a sentence.</returns>
    public async Task<(RunRequest Request, string Summary)> RunAsync(RunRequest request, int runs, CancellationToken stop)
    {
        RunRequest? notValid = null;
        var last = request;
        for (var done = 0; done < runs && !stop.IsCancellationRequested;)
        {
            var first = done;
            var batch = Enumerable.Range(first, Math.Min(Environment.ProcessorCount, runs - first))
                .Select(run => request with { Seed = SeedOf(request.Seed, run) }).ToArray();
            var verdicts = await Task.WhenAll(batch.Select(one => Task.Run(() => TryAsync(one, stop), CancellationToken.None)));
            foreach (var (one, verdict) in batch.Zip(verdicts))
            {
                done++;
                last = one;
                if (verdict is Verdict.Invalid) return (one, Summary(request, done, runs, $"The last one, seed {one.Seed}, shows a violation."));
                if (verdict is Verdict.Valid) valid++;
                else unknown++;
                if (verdict is not Verdict.Valid) notValid ??= one;
            }

            Report(done, runs);
        }

        return (notValid ?? last, Summary(request, valid + unknown, runs, notValid is null ? "" : $"Seed {notValid.Seed} is the first unknown one."));
    }

    private async Task<Verdict> TryAsync(RunRequest request, CancellationToken stop)
    {
        var trial = new SimulatedTrial(RunPlan.Resolve(request).On(new SimulationSupport()));
        await trial.ExecuteAsync(stop);
        return trial.Judge(time, CancellationToken.None).Verdict;
    }

    private string Summary(RunRequest request, int done, int runs, string more) =>
        $"{done} of {runs} runs with seeds from {request.Seed} on: {valid} valid, {unknown} unknown. {more}".TrimEnd();

    private void Report(int done, int runs)
    {
        if (time.GetElapsedTime(reportedAt) < ReportEvery) return;
        reportedAt = time.GetTimestamp();
        progress.Report($"{done} of {runs} runs: {valid} valid, {unknown} unknown.");
    }
}
