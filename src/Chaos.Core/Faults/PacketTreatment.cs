namespace Chaos;

/// <summary>What happens to the packets of a direction.</summary>
public sealed record PacketTreatment
{
    /// <summary>Each packet arrives this much later.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Added to the delay or taken from it, at most this much, drawn for each packet; not more than the delay.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Whether jitter may change the order of packets; else a packet waits for those before it.</summary>
    public bool Reorder { get; init; }

    /// <summary>The share of packets that are lost, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The share of packets that arrive twice, 0 to 1.</summary>
    public double Duplicate { get; init; }

    /// <summary>
    /// Bytes a second at most, from 100; null for no limit. What would have to wait longer than half a second for its turn is lost.
    /// </summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>Both one after the other: delays add up, each loses its share, the slower one limits the rate.</summary>
    public PacketTreatment And(PacketTreatment other) => new()
    {
        Delay = Delay + other.Delay,
        Jitter = Jitter + other.Jitter,
        Reorder = Reorder || other.Reorder,
        Loss = 1 - ((1 - Loss) * (1 - other.Loss)),
        Duplicate = 1 - ((1 - Duplicate) * (1 - other.Duplicate)),
        BytesPerSecond = BytesPerSecond is null ? other.BytesPerSecond
            : other.BytesPerSecond is null ? BytesPerSecond
            : Math.Min(BytesPerSecond.Value, other.BytesPerSecond.Value),
    };
}
