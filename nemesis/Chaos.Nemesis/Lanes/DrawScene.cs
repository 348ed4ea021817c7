namespace Chaos.Nemeses;

/// <summary>What a draw may look at: the cluster as it is at this moment.</summary>
internal sealed record DrawScene
{
    /// <summary>All nodes, in the order of their names.</summary>
    public required IReadOnlyList<string> Nodes { get; init; }

    /// <summary>The voter sets.</summary>
    public required IReadOnlyList<IReadOnlyList<string>> VoterSets { get; init; }

    /// <summary>Nodes that are no members now and may join.</summary>
    public IReadOnlyList<string> Spares { get; init; } = [];

    /// <summary>The workers, by number, with the node that each is pinned to; empty where clients cannot be failed.</summary>
    public IReadOnlyList<string> Workers { get; init; } = [];

    /// <summary>The workers, by number, that hold a lock or lead now, as far as they know themselves.</summary>
    public IReadOnlyList<int> Holders { get; init; } = [];

    /// <summary>The tasks of maintenance that the system offers; empty where it offers none.</summary>
    public IReadOnlyList<string> MaintenanceTasks { get; init; } = [];

    /// <summary>The leader, where one is known.</summary>
    public string? Leader { get; init; }

    /// <summary>The nodes that a fault in force keeps from running.</summary>
    public required IReadOnlySet<string> Down { get; init; }

    /// <summary>The number of the cycle: draws of the same kind take turns by it.</summary>
    public required long Cycle { get; init; }

    /// <summary>The source for draws that go over several cycles.</summary>
    public required Randomness Rounds { get; init; }

    /// <summary>The source of this cycle.</summary>
    public Randomness Random => Rounds.For("cycle").At(Cycle);

    /// <summary>The nodes that no fault in force keeps from running.</summary>
    public IReadOnlyList<string> Live => [.. Nodes.Where(node => !Down.Contains(node))];

    /// <summary>The most nodes that may fail together in the smallest voter set while it keeps a majority.</summary>
    public int Minority => VoterSets.Count == 0 ? 0 : VoterSets.Min(set => (set.Count - 1) / 2);

    /// <summary>
    /// What stands at this cycle's place when the items take turns, each round in an order of its own; the first item of the list is
    /// also the first of the run.
    /// </summary>
    public T Turn<T>(IReadOnlyList<T> items)
    {
        var round = Rounds.For("round").At(Cycle / items.Count).Shuffle(items);
        var place = (int)(Cycle % items.Count);
        if (Cycle >= items.Count) return round[place];
        var first = Array.IndexOf(round, items[0]);
        (round[0], round[first]) = (round[first], round[0]);
        return round[place];
    }
}
