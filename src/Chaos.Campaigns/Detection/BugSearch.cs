using Chaos.Reports;
using Chaos.Simulation;

namespace Chaos.Campaigns;

/// <summary>Simulated runs of one request with other seeds, one after the other on this thread, until one shows a violation.</summary>
/// <param name="time">Measures how long the checkers take.</param>
internal sealed class BugSearch(TimeProvider time)
{
    /// <summary>Searches.</summary>
    /// <param name="request">The run; its seed is that of the first one.</param>
    /// <param name="runs">How many at most.</param>
    /// <param name="stop">Interrupts.</param>
    public async Task<Detection> RunAsync(RunRequest request, int runs, CancellationToken stop)
    {
        long simulatedNs = 0;
        for (var run = 0; run < runs; run++)
        {
            stop.ThrowIfCancellationRequested();
            var seed = ManyRuns.SeedOf(request.Seed, run);
            var trial = new SimulatedTrial(RunPlan.Resolve(request with { Seed = seed }).On(new SimulationSupport()));
            await trial.ExecuteAsync(stop);
            // A defect may keep a cluster from healing: that is no violation, and no fault of ours.
            if (trial.Ending.Harness is HarnessState.Bug)
                throw new InvalidOperationException($"The run with seed {seed} failed: {trial.Ending.Reason}");
            var results = trial.Judge(time, stop);
            if (results.Verdict is Verdict.Invalid)
            {
                var firstNs = (long)(results.Anomalies.Select(anomaly => anomaly.AtMs).DefaultIfEmpty().Min() * 1e6);
                return new(request.Seed, run + 1, simulatedNs + firstNs, seed, [.. results.Anomalies.Select(anomaly => anomaly.Name).Distinct()]);
            }

            simulatedNs += request.TimeLimit.Ticks * TimeSpan.NanosecondsPerTick;
        }

        return new(request.Seed, runs, simulatedNs, null, []);
    }
}
