namespace Chaos.Nemeses;

/// <summary>
/// Whether a majority of whole, live, mutually connected voters is left under a set of faults. Where there are several sets of voters, each needs the
/// others, so that their majorities must be connected with each other, too.
/// </summary>
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
            var needed = Majority(voters);
            if (!HasClique([voters], down, cut))
                return $"It would leave no {needed} of the {voters.Count} voters {string.Join(", ", voters)} "
                    + "running, connected with each other, caught up and with their storage whole (see --beyond-quorum).";
        }

        return voterSets.Count < 2 || HasClique(voterSets, down, cut)
            ? null
            : $"It would leave no majorities of {string.Join(" and of ", voterSets.Select(voters => string.Join(", ", voters)))} "
                + "that are running and connected with each other (see --beyond-quorum).";
    }

    private static int Majority(IReadOnlyList<string> voters) => (voters.Count / 2) + 1;

    private static bool HasClique(IReadOnlyList<IReadOnlyList<string>> sets, HashSet<string> down, HashSet<Link> cut)
    {
        var live = sets.SelectMany((voters, set) => voters.Where(voter => !down.Contains(voter)).Select(voter => (voter, set))).ToArray();
        return HasClique(live, [], 0, [.. sets.Select(Majority)], cut);
    }

    // Brute force with pruning. A cluster has a handful of voters, so that a cleverer search would buy nothing.
    private static bool HasClique((string Node, int Set)[] nodes, List<string> chosen, int next, int[] missing, HashSet<Link> cut)
    {
        if (missing.All(count => count == 0)) return true;
        for (var i = next; i < nodes.Length && IsEnough(nodes.AsSpan(i), missing); i++)
        {
            var (node, set) = nodes[i];
            if (missing[set] == 0 || chosen.Exists(other => cut.Contains(new(node, other)) || cut.Contains(new(other, node)))) continue;
            chosen.Add(node);
            missing[set]--;
            if (HasClique(nodes, chosen, i + 1, missing, cut)) return true;
            missing[set]++;
            chosen.RemoveAt(chosen.Count - 1);
        }

        return false;
    }

    private static bool IsEnough(ReadOnlySpan<(string Node, int Set)> left, int[] missing)
    {
        Span<int> counts = stackalloc int[missing.Length];
        foreach (var (_, set) in left) counts[set]++;
        for (var set = 0; set < missing.Length; set++)
        {
            if (counts[set] < missing[set]) return false;
        }

        return true;
    }
}
