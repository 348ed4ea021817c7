using System.Diagnostics.CodeAnalysis;

namespace Chaos.Campaigns;

/// <summary>A cluster whose network probes are written down as observations; everything else is the cluster's own.</summary>
/// <param name="cluster">The cluster; it stays with its owner.</param>
/// <param name="record">Takes every observation.</param>
internal sealed class ObservedCluster(ICluster cluster, Action<Observation> record) : ICluster
{
    public string Backend => cluster.Backend;

    public IReadOnlyList<INode> Nodes => cluster.Nodes;

    public bool TryGetFaults<TFaults>([NotNullWhen(true)] out TFaults? faults)
        where TFaults : class
    {
        if (!cluster.TryGetFaults(out faults)) return false;
        if (faults is INetworkFaults network && typeof(TFaults) == typeof(INetworkFaults))
            faults = (TFaults)(object)new ObservedNetwork(network, record);
        return true;
    }

    public IAsyncEnumerable<NodeLogLine> FollowLogAsync(string node, CancellationToken cancellationToken) =>
        cluster.FollowLogAsync(node, cancellationToken);

    public ValueTask CollectAsync(string directory, CancellationToken cancellationToken) =>
        cluster.CollectAsync(directory, cancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
