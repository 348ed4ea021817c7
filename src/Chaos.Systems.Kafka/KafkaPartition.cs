namespace Chaos.Systems.Kafka;

/// <summary>A partition as a broker knows it; nodes by number.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Leader">Its leader; -1 for none.</param>
/// <param name="Replicas">Who keeps it.</param>
/// <param name="InSync">Who of them is in sync.</param>
internal sealed record KafkaPartition(int Number, int Leader, IReadOnlyList<int> Replicas, IReadOnlyList<int> InSync);
