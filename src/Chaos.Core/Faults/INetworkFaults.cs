namespace Chaos;

/// <summary>Cuts of the network between nodes. Clients' paths stay intact.</summary>
public interface INetworkFaults
{
    /// <summary>
    /// Cuts these directions under the name of a fault, until that fault is healed. What is in force is the union over all faults:
    /// overlapping faults cannot undo each other.
    /// </summary>
    ValueTask<EffectTime> CutAsync(string faultId, IReadOnlyCollection<Link> links, CancellationToken cancellationToken);

    /// <summary>
    /// Cuts these directions and joins them again in turn, all at the same moments, under the name of a fault, until it is healed.
    /// </summary>
    /// <param name="faultId">The fault.</param>
    /// <param name="links">The directions.</param>
    /// <param name="interval">How long each turn lasts; the effect begins with the turn that is due by the cluster's own clock.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    ValueTask<EffectTime> FlapAsync(
        string faultId, IReadOnlyCollection<Link> links, TimeSpan interval, CancellationToken cancellationToken);

    /// <summary>Ends one fault's cuts; directions that another fault cuts stay cut. Ending an unknown fault does nothing.</summary>
    ValueTask<EffectTime> HealAsync(string faultId, CancellationToken cancellationToken);

    /// <summary>Ends all cuts, whoever made them, and asks every node's kernel that no rule is left.</summary>
    /// <exception cref="ClusterException">A rule is still there.</exception>
    ValueTask<EffectTime> HealAllAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The longest time that TCP in the nodes waits between two tries to send what was lost; null where it is the kernel's own back-off,
    /// up to two minutes.
    /// </summary>
    TimeSpan? RetransmissionLimit { get; }

    /// <summary>Closes all TCP connections between the ends of these directions, on both ends; tells how many ends were closed.</summary>
    /// <exception cref="ClusterException">The kernel cannot.</exception>
    ValueTask<int> ResetConnectionsAsync(IReadOnlyCollection<Link> links, CancellationToken cancellationToken);

    /// <summary>Sends datagrams from every node to every other one, each direction by itself, and tells which arrived.</summary>
    ValueTask<Reachability> ProbeAsync(CancellationToken cancellationToken);
}
