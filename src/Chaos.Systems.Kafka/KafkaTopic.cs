using System.Globalization;

namespace Chaos.Systems.Kafka;

/// <summary>The topic that Chaos makes. A log is a record key in it, always in the same partition, so that logs may share one.</summary>
internal static class KafkaTopic
{
    /// <summary>Its name.</summary>
    public const string Name = "chaos";

    /// <summary>How many partitions it has.</summary>
    public const int Partitions = 6;

    /// <summary>The partition of a log: its number, or else the sum of its letters, modulo their count.</summary>
    public static int PartitionOf(string key) =>
        int.TryParse(key.AsSpan(key.AsSpan().TrimEnd("0123456789").Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number % Partitions
            : key.Sum(letter => letter) % Partitions;
}
