namespace Chaos.Agent;

/// <summary>What happens to the packets of one source.</summary>
internal sealed record TreatedSource
{
    /// <summary>Its IPv4 address.</summary>
    public required string Address { get; init; }

    /// <summary>Each packet is held for so long, us, up to ten minutes.</summary>
    public long DelayUs { get; init; }

    /// <summary>Added to the delay or taken from it, at most this much, us.</summary>
    public long JitterUs { get; init; }

    /// <summary>Whether jitter may change the order of packets; else a packet waits for those before it.</summary>
    public bool Reorder { get; init; }

    /// <summary>The share of packets that are dropped, 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>The share of packets that arrive twice, 0 to 1.</summary>
    public double Duplicate { get; init; }

    /// <summary>Bytes a second at most, from 100; 0 for no limit.</summary>
    public long BytesPerSecond { get; init; }
}
