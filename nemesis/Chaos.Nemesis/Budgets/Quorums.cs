namespace Chaos.Nemeses;

/// <summary>Whether a majority of whole, live, mutually connected voters is left under a set of faults.</summary>
public static class Quorums
{
    /// <summary>Null while every voter set keeps such a majority; else a sentence about the first that does not.</summary>
    /// <param name="faults">What is, or would be, in force together.</param>
    /// <param name="voterSets">The voter sets of now; those that a fault brings about count as well.</param>
    /// <param name="away">Nodes that count as absent for other reasons: not caught up, storage broken.</param>
    public static string? WhyLost(
        IReadOnlyCollection<FaultClaim> faults, IReadOnlyList<IReadOnlyList<string>> voterSets, IReadOnlyCollection<string> away)
    {
        var down = faults.SelectMany(fault => fault.Down.Concat(fault.Damaged)).Concat(away).ToHashSet(StringComparer.Ordinal);
        var cut = faults.SelectMany(fault => fault.Cuts).ToHashSet();
        foreach (var voters in voterSets.Concat(faults.SelectMany(fault => fault.VoterSets)))
        {
            var needed = (voters.Count / 2) + 1;
            var live = voters.Where(voter => !down.Contains(voter)).ToArray();
            if (!HasClique(live, [], 0, needed, cut))
                return $"It would leave no {needed} of the {voters.Count} voters {string.Join(", ", voters)} "
                    + "running, connected with each other, caught up and with their storage whole (see --beyond-quorum).";
        }

        return null;
    }

    // Brute force with pruning. A cluster has a handful of voters, so that a cleverer search would buy nothing.
    private static bool HasClique(string[] nodes, List<string> chosen, int next, int needed, HashSet<Link> cut)
    {
        if (chosen.Count >= needed) return true;
        for (var i = next; i < nodes.Length && chosen.Count + nodes.Length - i >= needed; i++)
        {
            var node = nodes[i];
            if (chosen.Exists(other => cut.Contains(new(node, other)) || cut.Contains(new(other, node)))) continue;
            chosen.Add(node);
            if (HasClique(nodes, chosen, i + 1, needed, cut)) return true;
            chosen.RemoveAt(chosen.Count - 1);
        }

        return false;
    }
}
