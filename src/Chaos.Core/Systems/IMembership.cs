namespace Chaos;

/// <summary>
/// Changes of the members through the system's own interface; an <see cref="ISystemConnection"/> that has them implements this as well.
/// </summary>
public interface IMembership
{
    /// <summary>
    /// Tells the system, through one of its members, that a node becomes a member. The node is started afterwards, unless
    /// <see cref="JoinsWhenStarted"/>.
    /// </summary>
    /// <exception cref="ClusterException">
    /// The system refused, or did not answer: then nobody knows, and the members have to be looked at.
    /// </exception>
    ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken);

    /// <summary>Tells the system, through another of its members, that a node is no member any more.</summary>
    /// <exception cref="ClusterException">As for <see cref="AddAsync"/>.</exception>
    ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken);

    /// <summary>
    /// Whether one member can take another's place in one change (<see cref="ReplaceAsync"/>), as with joint consensus. Default: no, it
    /// takes two changes.
    /// </summary>
    bool ReplacesAtOnce => false;

    /// <summary>
    /// Tells the system, through a member that stays, that one node takes another's place. Unlike with <see cref="AddAsync"/> the
    /// joining node has been started already, so that the system can wait until it has caught up.
    /// </summary>
    /// <exception cref="ClusterException">As for <see cref="AddAsync"/>.</exception>
    ValueTask ReplaceAsync(INode through, INode leaving, INode joining, CancellationToken cancellationToken) =>
        throw new NotSupportedException("This system changes its members one by one.");

    /// <summary>
    /// Whether a node that joins is started before <see cref="AddAsync"/>, because it asks the members itself to take it in, or must run to
    /// be taken in. Who did not become a member in time is stopped, and removed if it became one by then. Default: no.
    /// </summary>
    bool JoinsWhenStarted => false;

    /// <summary>How long one change may take until most members see it. Default 12 s.</summary>
    TimeSpan ChangesWithin => TimeSpan.FromSeconds(12);

    /// <summary>The members, as a node sees them; null in the observation where it does not answer within a few seconds.</summary>
    ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken);
}
