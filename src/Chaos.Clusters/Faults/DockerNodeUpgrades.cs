namespace Chaos.Clusters;

/// <summary>Another version of a node's program: a container made anew from its image, in the same pod, on the same volume.</summary>
internal sealed class DockerNodeUpgrades(
    PodStarter starter, DockerProcessFaults processes, IReadOnlyList<Pod> pods, IReadOnlyDictionary<ImageRecipe, ResolvedImage> images, RunClock clock)
    : INodeUpgrades
{
    /// <inheritdoc/>
    public async ValueTask<EffectTime> UpgradeAsync(string node, CancellationToken cancellationToken)
    {
        var pod = pods.FirstOrDefault(pod => pod.Name == node)
            ?? throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));
        var upgrade = pod.Members.Upgrade
            ?? throw new ClusterException($"The nodes of the group {pod.Group} have one version only: the recipe names no other.");
        if (pod.IsUpgraded || pod.NodeContainer.Length == 0) return await processes.StartAsync(node, cancellationToken);
        await processes.KillAsync(node, cancellationToken);
        await pod.Changing.WaitAsync(cancellationToken);
        try
        {
            var earliestNs = clock.NowNs;
            pod.FormerContainers = [.. pod.FormerContainers, pod.NodeContainer];
            pod.Image = images[upgrade.Image];
            pod.Launch = upgrade.Launch(pod.Launch);
            pod.IsUpgraded = true;
            await EngineErrors.SayAsync($"start {node} with version {upgrade.To}", async () =>
            {
                await starter.StartNodeAsync(pod, cancellationToken);
                return true;
            });
            return new(earliestNs, clock.NowNs);
        }
        finally
        {
            pod.Changing.Release();
        }
    }
}
