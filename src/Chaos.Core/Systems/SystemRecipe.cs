namespace Chaos;

/// <summary>How to start a system, as data: an image and groups of nodes.</summary>
public sealed record SystemRecipe
{
    /// <summary>The system.</summary>
    public required string System { get; init; }

    /// <summary>The groups, in the order in which they start.</summary>
    public required IReadOnlyList<NodeGroup> Groups { get; init; }

    /// <summary>The tasks of maintenance that its connection carries out (<see cref="IMaintenance"/>), by name. Default: none.</summary>
    public IReadOnlyList<string> MaintenanceTasks { get; init; } = [];

    /// <summary>
    /// Whether its nodes tell digests of their state, so that the connection is an <see cref="IReplicaDigests"/> and every run ends with a
    /// comparison. Default: no.
    /// </summary>
    public bool TellsDigests { get; init; }

    /// <summary>
    /// Why its members cannot be changed where no group has a <see cref="NodeGroup.Join"/>, as a sentence with what to do instead, if anything. Default:
    /// null, nobody said.
    /// </summary>
    public string? WhyMembersStay { get; init; }

    /// <summary>How long the cluster may take until every node is ready. Default 60 s.</summary>
    public TimeSpan ReadyWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a node that hears nothing of its leader waits at least before it stands for election, by the options; null where the
    /// system has no such time, or does not tell.
    /// </summary>
    public TimeSpan? ElectionTimeout { get; init; }

    /// <summary>The same with so many spare nodes in the first group whose members can be changed, named on from its last node.</summary>
    /// <exception cref="UsageException">There is no such group.</exception>
    public SystemRecipe WithSpareNodes(int count)
    {
        if (count == 0) return this;
        var group = Groups.FirstOrDefault(group => group is { Voters: true, Join: not null })
            ?? throw new UsageException($"The members of {System} cannot be changed, so that it has no use for spare nodes.");
        var stem = group.Nodes[^1].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var taken = Groups.SelectMany(other => other.Nodes).ToHashSet(StringComparer.Ordinal);
        string[] spares = [.. Enumerable.Range(1, taken.Count + count).Select(i => $"{stem}{i}").Where(name => !taken.Contains(name)).Take(count)];
        return this with { Groups = [.. Groups.Select(other => other == group ? other with { SpareNodes = spares } : other)] };
    }
}
