namespace Chaos.Systems.Kafka;

/// <summary>Draws up who is to lead which partition. Only those in sync may: electing others could lose messages.</summary>
internal static class KafkaLeaders
{
    /// <summary>
    /// The node leads every partition that it could and does not; those that it leads go to the next of their replicas that is in sync, so that
    /// something moves whatever the state is.
    /// </summary>
    /// <returns>The new leaders of the partitions that change.</returns>
    public static IReadOnlyDictionary<int, int> MovedTo(int node, IEnumerable<KafkaPartition> partitions)
    {
        var wanted = new Dictionary<int, int>();
        foreach (var each in partitions.Where(each => each.InSync.Contains(node)))
        {
            if (each.Leader != node) wanted[each.Number] = node;
            else if (NextInSync(each, node) is { } next) wanted[each.Number] = next;
        }

        return wanted;
    }

    /// <summary>As few changes as are needed until no broker leads two partitions more than another that could take one.</summary>
    /// <returns>The new leaders of the partitions that change; empty where all is even.</returns>
    public static IReadOnlyDictionary<int, int> Evened(IReadOnlyList<KafkaPartition> partitions)
    {
        var leaders = partitions.Where(each => each.Leader >= 0).ToDictionary(each => each.Number, each => each.Leader);
        var counts = partitions.SelectMany(each => each.InSync).Concat(leaders.Values).Distinct().ToDictionary(node => node, _ => 0);
        foreach (var leader in leaders.Values) counts[leader]++;
        while (Step(partitions, leaders, counts) is var (partition, to))
        {
            counts[leaders[partition]]--;
            counts[to]++;
            leaders[partition] = to;
        }

        return partitions.Where(each => each.Leader >= 0 && leaders[each.Number] != each.Leader)
            .ToDictionary(each => each.Number, each => leaders[each.Number]);
    }

    /// <summary>The replicas of a partition with its new leader as the first, which is the preferred one.</summary>
    public static IReadOnlyList<int> Preferring(int leader, KafkaPartition partition) => [leader, .. partition.Replicas.Where(each => each != leader)];

    // Each makes the sum of the squares of the counts smaller, so that there is an end.
    private static (int Partition, int To)? Step(IReadOnlyList<KafkaPartition> partitions, Dictionary<int, int> leaders, Dictionary<int, int> counts)
    {
        var best = (from each in partitions
                    where leaders.ContainsKey(each.Number)
                    from to in each.InSync
                    let gain = counts[leaders[each.Number]] - counts[to]
                    where gain > 1
                    orderby gain descending, each.Number, to
                    select ((int, int)?)(each.Number, to)).FirstOrDefault();
        return best;
    }

    private static int? NextInSync(KafkaPartition partition, int node)
    {
        var at = partition.Replicas.ToList().IndexOf(node);
        return partition.Replicas.Skip(at + 1).Concat(partition.Replicas.Take(at)).Where(partition.InSync.Contains).Select(each => (int?)each).FirstOrDefault();
    }
}
