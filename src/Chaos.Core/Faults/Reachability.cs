namespace Chaos;

/// <summary>Which directions worked, measured by datagrams, each direction by itself.</summary>
public sealed record Reachability
{
    /// <summary>Just before the first datagram was sent, run clock, ns.</summary>
    public required long SentNs { get; init; }

    /// <summary>Just after the last count was read, run clock, ns.</summary>
    public required long ReceivedNs { get; init; }

    /// <summary>Directions in which at least one datagram arrived.</summary>
    public required IReadOnlyCollection<Link> Working { get; init; }

    /// <summary>Directions in which none arrived.</summary>
    public required IReadOnlyCollection<Link> Broken { get; init; }
}
