namespace Chaos.Systems.Kafka;

/// <summary>A controller, or a broker, as the controller that leads sees it.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Directory">The name of its data.</param>
/// <param name="End">How far its log goes; -1 where it was not heard of.</param>
/// <param name="HeardAtMs">When it asked last for more of the log, by the leader's clock, ms since 1970; -1 for never. The leader's own: now.</param>
internal sealed record KafkaReplica(int Id, KafkaDirectory Directory, long End, long HeardAtMs);
