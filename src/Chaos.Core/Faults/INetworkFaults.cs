namespace Chaos;

/// <summary>Cuts of the network between nodes. Clients' paths stay intact.</summary>
public interface INetworkFaults
{
    /// <summary>
    /// Cuts these directions under the name of a fault, until that fault is healed. What is in force is the union over all faults:
    /// overlapping faults cannot undo each other.
    /// </summary>
    ValueTask<EffectTime> CutAsync(string faultId, IReadOnlyCollection<Link> links, CancellationToken cancellationToken);

    /// <summary>Ends one fault's cuts; directions that another fault cuts stay cut. Ending an unknown fault does nothing.</summary>
    ValueTask<EffectTime> HealAsync(string faultId, CancellationToken cancellationToken);

    /// <summary>Ends all cuts, whoever made them, and asks every node's kernel that no rule is left.</summary>
    /// <exception cref="ClusterException">A rule is still there.</exception>
    ValueTask<EffectTime> HealAllAsync(CancellationToken cancellationToken);

    /// <summary>Sends datagrams from every node to every other one, each direction by itself, and tells which arrived.</summary>
    ValueTask<Reachability> ProbeAsync(CancellationToken cancellationToken);
}
