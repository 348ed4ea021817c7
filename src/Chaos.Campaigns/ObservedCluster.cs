using System.Diagnostics.CodeAnalysis;

namespace Chaos.Campaigns;

/// <summary>
/// A cluster whose network probes are written down as observations, and that has the runner's own fault capabilities as well; everything
/// else is the cluster's own.
/// </summary>
/// <param name="cluster">The cluster; it stays with its owner.</param>
/// <param name="record">Takes every observation.</param>
/// <param name="own">The capabilities that do not come from the backend: faults of clients, changes of the members.</param>
internal sealed class ObservedCluster(ICluster cluster, Action<Observation> record, params IReadOnlyList<object> own) : ICluster
{
    public string Backend => cluster.Backend;

    public IReadOnlyList<INode> Nodes => cluster.Nodes;

    public bool TryGetFaults<TFaults>([NotNullWhen(true)] out TFaults? faults)
        where TFaults : class
    {
        faults = own.OfType<TFaults>().FirstOrDefault();
        if (faults is not null) return true;
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
