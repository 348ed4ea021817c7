namespace Chaos;

/// <summary>Nodes that are alike.</summary>
public sealed record NodeGroup
{
    /// <summary>The group's name, for instance <c>servers</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The names of its nodes, for instance n1 to n5.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The names of nodes that are known to all from the start and start later, if they join. Default: none.</summary>
    public IReadOnlyList<string> SpareNodes { get; init; } = [];

    /// <summary>What a node runs that joins a running cluster with empty data; null where the members cannot be changed.</summary>
    public Func<NodeJoin, NodeLaunch>? Join { get; init; }

    /// <summary>
    /// Whether a member that leaves takes part in that, so that one that is cut off from the others, and runs on, would hear of it
    /// through us. Default: no, the others remove it.
    /// </summary>
    public bool LeavesItself { get; init; }

    /// <summary>Another version that nodes can go on with; null where there is one version only.</summary>
    public NodeUpgrade? Upgrade { get; init; }

    /// <summary>Whether its nodes vote.</summary>
    public required bool Voters { get; init; }

    /// <summary>
    /// Whether a majority of its nodes must be left as of voters, although they do not vote: because each piece of data is kept by some of them, say.
    /// Default: no.
    /// </summary>
    public bool NeedsMajority { get; init; }

    /// <summary>Whether clients are opened at its nodes. Default: yes.</summary>
    public bool ServesClients { get; init; } = true;

    /// <summary>The image that they run.</summary>
    public required ImageRecipe Image { get; init; }

    /// <summary>TCP ports by name, for instance <c>client</c> = 2379.</summary>
    public required IReadOnlyDictionary<string, int> Ports { get; init; }

    /// <summary>The directory that survives restarts.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>What a node runs, given its place in the cluster.</summary>
    public required Func<NodePlace, NodeLaunch> Launch { get; init; }
}
