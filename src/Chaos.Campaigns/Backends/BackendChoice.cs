using Chaos.Clusters;

namespace Chaos.Campaigns;

/// <summary>Which backend a run gets: the one that was asked for, else containers, else for our own systems the simulator.</summary>
internal static class BackendChoice
{
    /// <summary>The value of a request that leaves the choice to us.</summary>
    public const string Auto = "auto";

    private static readonly string[] Names = [DockerBackend.BackendName, SimulationBackend.BackendName];

    /// <summary>Whether a system can run there; throws with a sentence where not.</summary>
    /// <exception cref="UsageException">There is no such backend, or the system cannot run there.</exception>
    public static void Check(string backend, ISystem system)
    {
        if (backend == Auto) return;
        if (!Names.Contains(backend)) throw new UsageException(NearestName.Unknown("backend", backend, Names));
        if (backend == SimulationBackend.BackendName && system is not IProgramSystem)
        {
            throw new UsageException(
                $"{system.Name} does not run in the simulator, which takes message-driven programs only. Write --on docker, or leave it out.");
        }
    }

    /// <summary>Opens the backend of a request, and names it in the request.</summary>
    /// <exception cref="UsageException">There is no such backend, or the system cannot run there.</exception>
    /// <exception cref="ClusterException">There is no engine, and nothing else will do.</exception>
    public static async Task<(RunRequest Request, IBackend Backend)> OpenAsync(
        RunRequest request, TimeProvider time, IProgress<string> progress, CancellationToken stop)
    {
        var plan = RunPlan.Resolve(request);
        var system = plan.System;
        if (request.Backend == SimulationBackend.BackendName) return (request, new SimulationBackend());
        var mayFallBack = request.Backend == Auto && system is IProgramSystem;
        DockerEngine engine;
        try
        {
            engine = await DockerEngine.ConnectAsync(stop);
        }
        catch (ClusterException failure) when (mayFallBack)
        {
            progress.Report($"No engine: {failure.Message} {system.Name} runs in simulation instead (--on simulation).");
            return InSimulation(request);
        }

        if (mayFallBack && engine.WhyNotBuilt(plan.Recipe) is { } missing)
        {
            engine.Dispose();
            progress.Report($"{missing} {system.Name} runs in simulation instead (--on simulation).");
            return InSimulation(request);
        }

        return (request with { Backend = DockerBackend.BackendName }, new DockerBackend(engine, time));
    }

    private static (RunRequest Request, IBackend Backend) InSimulation(RunRequest request) =>
        (request with { Backend = SimulationBackend.BackendName }, new SimulationBackend());
}
