using Chaos.Reports;
using Chaos.Simulation;

namespace Chaos.Campaigns;

/// <summary>One simulated run in memory: the same as with files, for when there are to be thousands.</summary>
/// <param name="plan">The run.</param>
/// <param name="trace">Keeps messages; null for none.</param>
internal sealed class SimulatedTrial(RunPlan plan, MessageTrace? trace = null)
{
    private static readonly Progress<string> Silent = new();

    /// <summary>What happened.</summary>
    public Evidence Evidence { get; private set; } = new(new History([]), [], []);

    /// <summary>How it ended.</summary>
    public RunEnding Ending { get; private set; } = RunEnding.Killed;

    /// <summary>How many events there were.</summary>
    public EventCounts? Events { get; private set; }

    /// <summary>Programs that threw.</summary>
    public IReadOnlyList<string> Crashes { get; private set; } = [];

    /// <summary>Runs it to its end, on this thread.</summary>
    public async Task ExecuteAsync(CancellationToken stop)
    {
        var endings = new RunEndings("memory");
        using var backend = new SimulationBackend { Trace = trace };
        var records = new MemoryRecords();
        try
        {
            var outcome = await backend.RunAsync(plan, site => RunAsync(site, records), stop);
            Evidence = new(outcome.History, records.Faults, records.Observations);
            Ending = endings.Of(outcome, stop);
        }
        catch (Exception failure)
        {
            Ending = endings.Of(failure, stop);
        }

        Events = backend.Events;
        Crashes = backend.Crashes;
    }

    /// <summary>Judges what happened.</summary>
    public RunResults Judge(TimeProvider time, CancellationToken cancellationToken)
    {
        var (checks, checkerMs) = new Judge(time).Check(Evidence, plan.Checkers, new(), cancellationToken);
        return RunResults.From(new()
        {
            Run = null,
            Evidence = Evidence,
            Checks = checks,
            Harness = Ending.Harness,
            HarnessReason = Ending.Harness is HarnessState.Ok ? null : Ending.Reason,
            Notes = [],
            CheckerMs = checkerMs,
        });
    }

    private async Task<TestOutcome> RunAsync(RunSite site, MemoryRecords records)
    {
        await using var cluster = await site.StartClusterAsync(Silent, site.Stop);
        await using var connection = plan.System.Connect(cluster, plan.SystemOptions, site.Clock);
        var body = new RunBody(plan, site, records, Silent);
        var gate = await body.AwaitHealthAsync(cluster, connection, "memory", site.Stop);
        return await body.ExecuteAsync(cluster, connection, gate, null, site.Stop);
    }
}
