namespace Chaos;

/// <summary>Probes and clients of a system on one started cluster.</summary>
public interface ISystemConnection : IAsyncDisposable
{
    /// <summary>Whether (role, term) of <see cref="ProbeRoleAsync"/> are read together and so are evidence of leadership.</summary>
    bool RoleIsEvidence { get; }

    /// <summary>Opens a client for operations of one type, pinned to a node.</summary>
    ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken);

    /// <summary>
    /// Whether a node serves requests that need the cluster (a quorum), and so has caught up with all that was committed before; the
    /// observation says why not.
    /// </summary>
    ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken);

    /// <summary>A node's role, term and leader, as it tells itself. A node that does not answer has role unknown.</summary>
    ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken);

    /// <summary>The members, as a node sees them.</summary>
    ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken);

    /// <summary>Reads a line of a node's log: an election is an observation, anything else null.</summary>
    Observation? ReadLogLine(in NodeLogLine line);

    /// <summary>The version that a server reports of itself.</summary>
    ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken);
}
