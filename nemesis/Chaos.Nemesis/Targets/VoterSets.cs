namespace Chaos.Nemeses;

/// <summary>The sets of voting nodes that need a majority of their own: the voters of each group of the recipe.</summary>
public static class VoterSets
{
    /// <summary>
    /// The sets as they are now: the live membership decides who votes, the recipe decides which group a voter belongs to. Where the
    /// membership is not known, the recipe decides both.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ICluster cluster, IRoleView roles)
    {
        var live = roles.Voters.ToHashSet(StringComparer.Ordinal);
        return Group(cluster.Nodes.Where(node => live.Count > 0 ? live.Contains(node.Name) : node.Voter));
    }

    /// <summary>The sets as the recipe names them.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ICluster cluster) =>
        Group(cluster.Nodes.Where(node => node.Voter));

    private static List<IReadOnlyList<string>> Group(IEnumerable<INode> voters) =>
        [.. voters.GroupBy(node => node.Group).Select(IReadOnlyList<string> (group) => [.. group.Select(node => node.Name)])];
}
