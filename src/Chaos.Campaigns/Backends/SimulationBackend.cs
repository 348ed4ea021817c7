using Chaos.Simulation;

namespace Chaos.Campaigns;

/// <summary>Nodes as programs in virtual time, on the calling thread: the same plan and seed give the same bytes.</summary>
internal sealed class SimulationBackend : IBackend
{
    public const string BackendName = "simulation";

    /// <summary>The id of every simulated run: nothing of the host is in its journal.</summary>
    public const string RunId = "simulation";

    private static readonly TimeSpan StopPeriod = TimeSpan.FromSeconds(1);

    public IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string>();

    /// <summary>Keeps messages of the runs; null for none.</summary>
    public MessageTrace? Trace { get; init; }

    /// <summary>Events of the last run.</summary>
    public EventCounts? Events { get; private set; }

    /// <summary>Programs of the last run that threw.</summary>
    public IReadOnlyList<string> Crashes { get; private set; } = [];

    /// <summary>Events that were to come when the last cluster was taken down.</summary>
    public int PendingEvents { get; private set; }

    public ValueTask<IFaultSupport> ProbeFaultsAsync(CancellationToken stop) => new(new SimulationSupport());

    public ValueTask PrepareAsync(IProgress<string> progress, CancellationToken stop) => default;

    public Task<T> RunAsync<T>(RunPlan plan, Func<RunSite, Task<T>> session, CancellationToken stop)
    {
        RunSite? site = null;
        try
        {
            return Task.FromResult(VirtualTime.Run(time => RunInsideAsync(time, plan, given => session(site = given), stop)));
        }
        catch (Exception) when (site is not null)
        {
            foreach (var opened in site.Opened) opened.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
    }

    private async Task<T> RunInsideAsync<T>(VirtualTime time, RunPlan plan, Func<RunSite, Task<T>> session, CancellationToken stop)
    {
        var clock = new RunClock(time);
        // A signal comes on another thread: it is looked for on this one.
        using var stopped = new CancellationTokenSource();
        await using var look = time.CreateTimer(
            _ =>
            {
                if (stop.IsCancellationRequested) stopped.Cancel();
            },
            null, StopPeriod, StopPeriod);
        SimulatedCluster? cluster = null;
        var result = await session(new()
        {
            RunId = RunId,
            Clock = clock,
            Stop = stopped.Token,
            IsVirtual = true,
            StartClusterAsync = (_, _) => new(cluster = SimulatedCluster.Start(OrderOf(plan, time, clock) with { Trace = Trace })),
            RunTestAsync = (test, journal, _, cancellationToken) =>
                VirtualTimeRunner.RunAsync(time, test, clock, journal, cancellationToken),
            StartBeside = work => work(),
        });
        Events = cluster?.Events;
        Crashes = cluster?.Crashes ?? [];
        PendingEvents = cluster?.PendingEvents ?? 0;
        return result;
    }

    private static SimulationOrder OrderOf(RunPlan plan, VirtualTime time, RunClock clock) => new()
    {
        Time = time,
        Recipe = plan.Recipe.WithSpareNodes(plan.ClusterNeeds.SpareNodes),
        Programs = ((IProgramSystem)plan.System).CreatePrograms(plan.SystemOptions),
        Clock = clock,
        Random = Randomness.FromSeed(plan.Request.Seed).For("simulation"),
        Needs = plan.ClusterNeeds,
    };
}
