using Docker.DotNet;
using Docker.DotNet.Models;

namespace Chaos.Clusters;

/// <summary>Limits of memory and processor time through the engine, on the running container of a node; its counters tell what they did.</summary>
internal sealed class DockerResourceFaults(IDockerClient client, IReadOnlyList<Pod> pods, RunClock clock) : IResourceFaults
{
    // The engine knows no way back to 'no limit' on a live container; this much no machine has.
    private const long NoMemoryLimit = 1L << 50;
    private const long PeriodUs = 100_000;
    private const long NoQuota = -1;
    private const long LeastQuotaUs = 1_000;

    /// <inheritdoc/>
    public async ValueTask<EffectTime> LimitMemoryAsync(string node, long? bytes, CancellationToken cancellationToken)
    {
        var effect = await UpdateAsync(
            node,
            "memory",
            new ContainerUpdateParameters { Memory = bytes ?? NoMemoryLimit, MemorySwap = bytes ?? NoMemoryLimit },
            cancellationToken);
        var inForce = (await InspectContainerAsync(node, cancellationToken)).HostConfig?.Memory;
        return inForce == (bytes ?? NoMemoryLimit)
            ? effect
            : throw new ClusterException($"The engine says that the memory of {node} is limited to {inForce} bytes, asked was {bytes}.");
    }

    /// <inheritdoc/>
    public async ValueTask<EffectTime> LimitProcessorAsync(string node, double? cores, CancellationToken cancellationToken)
    {
        var quota = cores is { } share ? Math.Max(LeastQuotaUs, (long)(share * PeriodUs)) : NoQuota;
        var effect = await UpdateAsync(
            node, "processor time", new ContainerUpdateParameters { CPUPeriod = PeriodUs, CPUQuota = quota }, cancellationToken);
        var inForce = (await InspectContainerAsync(node, cancellationToken)).HostConfig?.CPUQuota;
        return inForce == quota
            ? effect
            : throw new ClusterException(
                $"The engine says that {node} may use {inForce} us of processor time in each {PeriodUs}, asked was {quota}.");
    }

    /// <inheritdoc/>
    public async ValueTask<ResourceUse> InspectResourcesAsync(string node, CancellationToken cancellationToken)
    {
        var container = await InspectContainerAsync(node, cancellationToken);
        var stats = await StatsAsync(node, cancellationToken);
        var limit = container.HostConfig?.Memory ?? 0;
        return new ResourceUse
        {
            MemoryBytes = (long)(stats?.MemoryStats?.Usage ?? 0),
            MemoryLimitBytes = limit is 0 or NoMemoryLimit ? null : limit,
            MemoryRefusals = (long)(stats?.MemoryStats?.Failcnt ?? 0) + (container.State is { OOMKilled: true } ? 1 : 0),
            ProcessorNs = (long)(stats?.CPUStats?.CPUUsage?.TotalUsage ?? 0),
            ThrottledNs = (long)(stats?.CPUStats?.ThrottlingData?.ThrottledTime ?? 0),
        };
    }

    private async ValueTask<EffectTime> UpdateAsync(
        string node, string what, ContainerUpdateParameters update, CancellationToken cancellationToken)
    {
        var pod = PodOf(node);
        await pod.Changing.WaitAsync(cancellationToken);
        try
        {
            var earliestNs = clock.NowNs;
            await EngineErrors.SayAsync(
                $"limit the {what} of {node}",
                () => client.Containers.UpdateContainerAsync(pod.NodeContainer, update, cancellationToken));
            return new EffectTime(earliestNs, clock.NowNs);
        }
        finally
        {
            pod.Changing.Release();
        }
    }

    private async Task<ContainerStatsResponse?> StatsAsync(string node, CancellationToken cancellationToken)
    {
        var heard = new Heard();
        await EngineErrors.SayAsync($"ask what {node} uses", async () =>
        {
            await client.Containers.GetContainerStatsAsync(
                PodOf(node).NodeContainer, new ContainerStatsParameters { Stream = false, OneShot = true }, heard, cancellationToken);
            return true;
        });
        return heard.Stats;
    }

    private Task<ContainerInspectResponse> InspectContainerAsync(string node, CancellationToken cancellationToken) =>
        EngineErrors.SayAsync(
            $"inspect {node}", () => client.Containers.InspectContainerAsync(PodOf(node).NodeContainer, cancellationToken));

    private Pod PodOf(string node) => pods.FirstOrDefault(pod => pod.Name == node)
        ?? throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));

    // Progress<T> would call back later, from the pool.
    private sealed class Heard : IProgress<ContainerStatsResponse>
    {
        public ContainerStatsResponse? Stats { get; private set; }

        public void Report(ContainerStatsResponse value) => Stats = value;
    }
}
