namespace Chaos;

/// <summary>What happens to the packets of a direction.</summary>
public sealed record PacketTreatment
{
    /// <summary>Each packet arrives this much later.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Added to the delay or taken from it, at most this much, drawn for each packet.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Whether jitter may change the order of packets; else a packet waits for those before it.</summary>
    public bool Reorder { get; init; }

    /// <summary>The share of packets that are lost, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The share of packets that arrive twice, 0 to 1.</summary>
    public double Duplicate { get; init; }

    /// <summary>Bytes a second at most; null for no limit.</summary>
    public long? BytesPerSecond { get; init; }
}
