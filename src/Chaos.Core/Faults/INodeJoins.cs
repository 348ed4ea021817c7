namespace Chaos;

/// <summary>Nodes that start as new members of a running cluster: spare ones, and members that were removed and come back.</summary>
public interface INodeJoins
{
    /// <summary>
    /// Ends what the node runs, if anything, and starts it as a new member by its group's <see cref="NodeGroup.Join"/>; later restarts
    /// (<see cref="IProcessFaults.StartAsync"/>) run the same again. The logs of its earlier lives are kept.
    /// </summary>
    /// <param name="node">The node; the system must have been told before that it joins (<see cref="IMembership.AddAsync"/>),
    /// unless it is told afterwards.</param>
    /// <param name="members">All members by then, itself included.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<EffectTime> JoinAsync(string node, IReadOnlyList<string> members, CancellationToken cancellationToken);
}
