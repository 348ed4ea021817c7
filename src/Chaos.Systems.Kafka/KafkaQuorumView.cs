namespace Chaos.Systems.Kafka;

/// <summary>The controllers' quorum, as its leader sees it.</summary>
/// <param name="Epoch">The epoch in which it leads.</param>
/// <param name="HighWatermark">How far the log is committed.</param>
/// <param name="Voters">Who votes.</param>
/// <param name="Observers">Who reads the log and does not vote: brokers, controllers that are no voters, and both for a while after their end.</param>
internal sealed record KafkaQuorumView(
    int Epoch, long HighWatermark, IReadOnlyList<KafkaReplica> Voters, IReadOnlyList<KafkaReplica> Observers)
{
    // A node asks for more of the log twice a second, and one that was stopped cannot have started again within this time.
    private const long LivesWithinMs = 2_000;

    /// <summary>Whether a voter has all that is committed.</summary>
    public bool HasAll(int voter) => Voters.Any(each => each.Id == voter && each.End >= HighWatermark);

    /// <summary>
    /// The data of a node that reads the log now; null for none. The leader remembers for minutes who read it, and a vote for data that is gone would
    /// count in a majority and never answer.
    /// </summary>
    /// <param name="id">The node's number.</param>
    /// <param name="gone">Data that left once.</param>
    public KafkaDirectory? LivingObserver(int id, IReadOnlySet<KafkaDirectory> gone)
    {
        var nowMs = Voters.Max(voter => voter.HeardAtMs);
        return Observers.Where(each => each.Id == id && nowMs - each.HeardAtMs < LivesWithinMs && !gone.Contains(each.Directory))
            .MaxBy(each => each.HeardAtMs)?.Directory;
    }
}
