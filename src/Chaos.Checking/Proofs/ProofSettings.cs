namespace Chaos.Checking;

/// <summary>What must be known of a run to examine its cuts.</summary>
public sealed record ProofSettings
{
    /// <summary>The nodes.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The sets of voters, each of which needs a majority of its own.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> VoterSets { get; init; }

    /// <summary>The functions of the workload that only observe; every other one is a write.</summary>
    public required IReadOnlyList<string> Reads { get; init; }

    /// <summary>How long a node waits at least for its leader before it stands for election.</summary>
    public required TimeSpan ElectionTimeout { get; init; }

    /// <summary>
    /// Whether clients stay at their nodes (<see cref="ISystem.ClientsStay"/>); else nothing is concluded from where an operation was begun. Default:
    /// yes.
    /// </summary>
    public bool ClientsStay { get; init; } = true;

    /// <summary>Whether these nodes hold a majority of every set of voters.</summary>
    public bool HasQuorum(IEnumerable<string> nodes)
    {
        var all = nodes.ToHashSet(StringComparer.Ordinal);
        return VoterSets.All(set => set.Count(all.Contains) * 2 > set.Count);
    }
}
