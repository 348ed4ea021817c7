using System.Globalization;
using Chaos.Clusters;

namespace Chaos.Campaigns;

/// <summary>Nodes in containers, in real time.</summary>
/// <param name="engine">The engine; it is disposed with the backend.</param>
/// <param name="time">All clocks and timers.</param>
internal sealed class DockerBackend(DockerEngine engine, TimeProvider time) : IBackend
{
    public const string BackendName = "docker";

    public IReadOnlyDictionary<string, string> Versions { get; } = new Dictionary<string, string>
    {
        ["engine"] = $"{engine.Information.Version} (API {engine.Information.ApiVersion})",
        ["kernel"] = engine.Information.Kernel,
    };

    public async ValueTask<IFaultSupport> ProbeFaultsAsync(CancellationToken stop) => await engine.ProbeFaultsAsync(time, stop);

    public async ValueTask PrepareAsync(IProgress<string> progress, CancellationToken stop)
    {
        var swept = await engine.SweepAsync(stop);
        if (swept.RemovedAnything) progress.Report($"Swept what earlier runs left behind: {CleanSentence.Of(swept)}");
    }

    public Task<T> RunAsync<T>(RunPlan plan, Func<RunSite, Task<T>> session, CancellationToken stop)
    {
        var clock = new RunClock(time);
        var runId = $"{clock.WallAtStart.UtcDateTime.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}-{Environment.ProcessId}";
        return session(new()
        {
            RunId = runId,
            Clock = clock,
            Stop = stop,
            IsVirtual = false,
            StartClusterAsync = async (progress, cancellationToken) => await engine.StartAsync(
                new() { RunId = runId, Recipe = plan.Recipe, Needs = plan.ClusterNeeds, Clock = clock, Progress = progress },
                cancellationToken),
            RunTestAsync = (test, journal, progress, cancellationToken) =>
                RealTimeRunner.RunAsync(test, clock, journal, progress, cancellationToken),
            StartBeside = work => Task.Run(work, CancellationToken.None),
        });
    }

    public void Dispose() => engine.Dispose();
}
