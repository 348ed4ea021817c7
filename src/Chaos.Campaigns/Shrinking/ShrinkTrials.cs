using Chaos.Nemeses;
using Chaos.Simulation;

namespace Chaos.Campaigns;

/// <summary>Tries cases in memory: does the run still show a violation of that name?</summary>
/// <param name="original">The run that is being shrunk.</param>
/// <param name="anomaly">The name of the violation.</param>
/// <param name="most">How many runs at most.</param>
/// <param name="time">Measures how long the checkers take.</param>
internal sealed class ShrinkTrials(StoredRun original, string anomaly, int most, TimeProvider time)
{
    private static readonly TimeSpan Tail = TimeSpan.FromSeconds(2);

    /// <summary>The runs that were made.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more may be made.</summary>
    public bool IsSpent => Count >= most;

    /// <summary>The plan of a case.</summary>
    public RunPlan PlanOf(ShrinkCase one, string? outDirectory = null)
    {
        var facts = original.Document!.Facts;
        var lastNs = one.Invocations.Select(stored => stored.AtNs)
            .Concat(one.Faults.Select(stored => stored.EndNs ?? stored.BeginNs)).DefaultIfEmpty(0).Max();
        var plan = RunPlan.Resolve(original.Document.Request with
        {
            OutDirectory = outDirectory,
            Scenario = null,
            Hunt = null,
            Nodes = one.Nodes,
            Concurrency = $"{one.Clients}",
            Seed = one.Seed,
            StopOnViolation = true,
            BeyondQuorum = true, // with fewer nodes the same faults may take the quorum away
            TimeLimit = TimeSpan.FromTicks(lastNs / TimeSpan.NanosecondsPerTick) + Tail,
            Options = facts.Options.Where(option => option.Value is not null).ToDictionary(option => option.Key, option => option.Value!),
        });
        var families = one.Faults.Select(stored => stored.Fault.Nemesis).ToHashSet(StringComparer.Ordinal);
        return plan with
        {
            Replay = new()
            {
                Directory = original.Path,
                RunId = original.Document.RunId,
                Faults = one.Faults,
                Invocations = one.Invocations.Count,
                Verdict = Verdict.Invalid,
            },
            Lanes =
            [
                .. facts.Nemeses.Where(nemesis => families.Contains(nemesis.Name))
                    .Select(nemesis => NemesisArguments.Stored(nemesis.Name, nemesis.Parameters)),
            ],
            Load = plan.Load with { Main = new ReplayGenerator(one.Invocations) },
        };
    }

    /// <summary>Runs a case; the evidence where it still fails, else null.</summary>
    public async Task<Evidence?> FailsAsync(ShrinkCase one, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Count++;
        var trial = new SimulatedTrial(PlanOf(one).On(new SimulationSupport()));
        await trial.ExecuteAsync(stop);
        return trial.Judge(time, stop).Anomalies.Any(found => found.Name == anomaly) ? trial.Evidence : null;
    }
}
