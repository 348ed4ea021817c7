namespace Chaos.Clusters;

/// <summary>Nodes that join: a container made anew in the same pod, on the same volume, with the launch that their group has for it.</summary>
internal sealed class DockerNodeJoins(
    PodStarter starter, DockerProcessFaults processes, IReadOnlyList<Pod> pods, RunClock clock) : INodeJoins
{
    /// <inheritdoc/>
    public async ValueTask<EffectTime> JoinAsync(string node, IReadOnlyList<string> members, CancellationToken cancellationToken)
    {
        var pod = pods.FirstOrDefault(pod => pod.Name == node)
            ?? throw new ArgumentException($"There is no node '{node}' in this cluster.", nameof(node));
        var join = pod.Members.Join
            ?? throw new ClusterException($"The nodes of the group {pod.Group} cannot join a running cluster: its recipe does not say how.");
        if (pod.NodeContainer.Length > 0) await processes.KillAsync(node, cancellationToken);
        await pod.Changing.WaitAsync(cancellationToken);
        try
        {
            var earliestNs = clock.NowNs;
            if (pod.NodeContainer.Length > 0) pod.FormerContainers = [.. pod.FormerContainers, pod.NodeContainer];
            var launch = join(new(pod.Place, members, ++pod.Joins));
            pod.Launch = pod.IsUpgraded ? pod.Members.Upgrade!.Launch(launch) : launch;
            await EngineErrors.SayAsync($"start {node} as a new member", async () =>
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
