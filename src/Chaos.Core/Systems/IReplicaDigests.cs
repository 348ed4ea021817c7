namespace Chaos;

/// <summary>
/// How each node tells the state that it holds, so that replicas can be compared; an <see cref="ISystemConnection"/> of a system that can
/// (<see cref="SystemRecipe.TellsDigests"/>) implements this as well. Neither question may wait for a quorum or change anything.
/// </summary>
public interface IReplicaDigests
{
    /// <summary>How far a node has come.</summary>
    /// <exception cref="ClusterException">It did not answer.</exception>
    ValueTask<ReplicaState> ReadStateAsync(INode node, CancellationToken cancellationToken);

    /// <summary>A digest of all that a node holds, as it was at a revision.</summary>
    /// <exception cref="ClusterException">It did not answer, or cannot tell for that revision.</exception>
    ValueTask<ReplicaDigest> ReadDigestAsync(INode node, long revision, CancellationToken cancellationToken);
}
