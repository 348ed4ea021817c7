namespace Chaos;

/// <summary>Nodes that run something else than at their start: a spare node that joins, a member that comes back as a new one.</summary>
public interface INodeLaunches
{
    /// <summary>The node's place in the cluster, as its launch was made from at the start.</summary>
    NodePlace PlaceOf(string node);

    /// <summary>
    /// Ends what the node runs, and starts this instead, on the same data directory; later restarts
    /// (<see cref="IProcessFaults.StartAsync"/>) run it again. A node that never ran is started for the first time.
    /// </summary>
    ValueTask<EffectTime> LaunchAsync(string node, NodeLaunch launch, CancellationToken cancellationToken);
}
