namespace Chaos.Systems.Kafka;

/// <summary>The name that Kafka gave to the data of a node: 16 bytes. Who comes back with empty data has another one.</summary>
internal readonly record struct KafkaDirectory(long High, long Low);
