namespace Chaos.Systems.Kafka;

/// <summary>The controllers' quorum, as its leader sees it.</summary>
/// <param name="Epoch">The epoch in which it leads.</param>
/// <param name="HighWatermark">How far the log is committed.</param>
/// <param name="Ends">How far each voter's log goes, by number; -1 where it was not heard of.</param>
internal sealed record KafkaQuorumView(int Epoch, long HighWatermark, IReadOnlyDictionary<int, long> Ends)
{
    /// <summary>Whether a voter has all that is committed.</summary>
    public bool HasAll(int voter) => Ends.GetValueOrDefault(voter, -1) >= HighWatermark;
}
