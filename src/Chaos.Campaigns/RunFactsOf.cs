using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Chaos.Clusters;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Gathers what <c>run.json</c> says about a run.</summary>
internal static class RunFactsOf
{
    /// <summary>What is known before anything starts.</summary>
    public static RunDocument Start(RunPlan plan, string runId, IBackend backend, DateTimeOffset startedAt) => new()
    {
        RunId = runId,
        Request = plan.Request,
        LeftOut = plan.Mix is null ? null : plan.LeftOut,
        Replay = plan.Replay,
        Facts = new()
        {
            System = plan.System.Name,
            Workload = plan.Workload.Name,
            Model = plan.Load.Model,
            Nodes = plan.Nodes,
            Nemeses = plan.Lanes.Select(nemesis => new NemesisFacts
            {
                Name = nemesis.Name,
                Color = nemesis.Description.Color,
                Breaks = nemesis.Breaks,
                Parameters = nemesis.Parameters.Effective,
            }).ToArray(),
            Seed = plan.Request.Seed,
            Command = ReproduceCommand.Of(plan),
            Backend = plan.Request.Backend,
            StartedAt = startedAt,
            Options = plan.SystemOptions.Effective,
            WorkloadParameters = plan.WorkloadParameters.Effective,
            Load = LoadOf(plan),
            Versions = VersionsOf(backend.Versions),
            Host = HostFacts(),
        },
    };

    /// <summary>With what is known once the cluster is healthy.</summary>
    /// <param name="facts">What was known before.</param>
    /// <param name="cluster">The cluster.</param>
    /// <param name="version">What its servers reported.</param>
    /// <param name="readyAtNs">When every node served requests, run clock.</param>
    /// <param name="memoryBytes">What a node had of memory then, mean of all; null where nobody counts it.</param>
    public static RunFacts Started(RunFacts facts, ICluster cluster, string version, long readyAtNs, long? memoryBytes) => facts with
    {
        SystemVersion = version,
        ReadyMs = cluster is DockerCluster docker ? Math.Round((readyAtNs - docker.BegunAtNs) / 1e6) : null,
        NodeMemoryBytes = memoryBytes,
        Images = (cluster as DockerCluster)?.Images.DistinctBy(image => image.Reference).ToDictionary(image => image.Reference, image => image.Id)
            ?? facts.Images,
    };

    private static Dictionary<string, string> LoadOf(RunPlan plan) => new()
    {
        ["time-limit"] = Durations.Format(plan.Request.TimeLimit),
        ["rate"] = plan.Request.RatePerSecond.ToString(CultureInfo.InvariantCulture),
        ["concurrency"] = plan.Concurrency.ToString(CultureInfo.InvariantCulture),
        ["keys"] = plan.Request.Keys.ToString(CultureInfo.InvariantCulture),
        ["op-timeout"] = Durations.Format(plan.Request.OperationDeadline),
    };

    private static Dictionary<string, string> VersionsOf(IReadOnlyDictionary<string, string> ofBackend)
    {
        var version = typeof(RunFactsOf).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
            ?? "unknown";
        var parts = version.Split('+');
        return new(ofBackend)
        {
            ["chaos"] = parts[0],
            ["commit"] = parts.Length > 1 ? parts[1] : "unknown",
            ["runtime"] = RuntimeInformation.FrameworkDescription,
        };
    }

    private static Dictionary<string, string> HostFacts() => new()
    {
        ["os"] = RuntimeInformation.OSDescription,
        ["architecture"] = RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant(),
        ["cores"] = Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture),
        ["memory"] = string.Create(
            CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30):0.0} GiB"),
    };
}
