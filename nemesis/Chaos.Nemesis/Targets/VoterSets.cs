namespace Chaos.Nemeses;

/// <summary>
/// The sets of nodes that need a majority of their own: the voters of each group of the recipe, and each group that needs one without voting.
/// </summary>
public static class VoterSets
{
    /// <summary>
    /// The nodes that belong to the cluster now: of a voting group those that the live membership names, of the others all. A spare
    /// node is none before it joined, and a removed one is none any more.
    /// </summary>
    public static IReadOnlyList<string> MembersOf(ICluster cluster, IRoleView roles)
    {
        var live = roles.Voters.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. cluster.Nodes.Where(node => live.Count == 0 || !node.Voter ? !node.IsSpare : live.Contains(node.Name))
                .Select(node => node.Name),
        ];
    }

    /// <summary>The spare nodes that are no members now.</summary>
    public static IReadOnlyList<string> SparesOf(ICluster cluster, IRoleView roles) =>
        [.. cluster.Nodes.Where(node => node.IsSpare && !roles.Voters.Contains(node.Name)).Select(node => node.Name)];

    /// <summary>
    /// The sets as they are now: the live membership decides who votes, the recipe decides which group a voter belongs to. Where the
    /// membership is not known, the recipe decides both.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ICluster cluster, IRoleView roles)
    {
        var live = roles.Voters.ToHashSet(StringComparer.Ordinal);
        return Group(cluster.Nodes.Where(node => live.Count > 0 && (node.Voter || live.Contains(node.Name))
            ? live.Contains(node.Name)
            : node.NeedsMajority && !node.IsSpare));
    }

    /// <summary>The sets as the recipe names them.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ICluster cluster) =>
        Group(cluster.Nodes.Where(node => node.NeedsMajority && !node.IsSpare));

    private static List<IReadOnlyList<string>> Group(IEnumerable<INode> voters) =>
        [.. voters.GroupBy(node => node.Group).Select(IReadOnlyList<string> (group) => [.. group.Select(node => node.Name)])];
}
