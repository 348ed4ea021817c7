namespace Chaos.Campaigns;

/// <summary>What the nodes of a cluster have of memory, as its engine counts it.</summary>
internal static class NodeMemory
{
    /// <summary>The mean of all nodes that run, bytes; null where nobody counts it. It is a remark on the run and fails nothing.</summary>
    public static async Task<long?> MeanAsync(ICluster cluster, CancellationToken cancellationToken)
    {
        if (!cluster.TryGetFaults<IResourceFaults>(out var resources)) return null;
        try
        {
            var uses = await Task.WhenAll(cluster.Nodes.Where(node => !node.IsSpare)
                .Select(node => resources.InspectResourcesAsync(node.Name, cancellationToken).AsTask()));
            return uses.All(use => use.MemoryBytes > 0) ? (long)uses.Average(use => use.MemoryBytes) : null;
        }
        catch (ClusterException)
        {
            return null;
        }
    }
}
