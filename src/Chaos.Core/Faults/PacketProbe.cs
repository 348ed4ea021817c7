namespace Chaos;

/// <summary>The datagrams that measure a direction.</summary>
public sealed record PacketProbe
{
    /// <summary>How many, 1 to 5,000. Default 50.</summary>
    public int Datagrams { get; init; } = 50;

    /// <summary>From one to the next, in whole ms; zero sends them all at once, to measure a rate. Default 5 ms.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>Bytes of each, 28 to 1,400. Default 100.</summary>
    public int Bytes { get; init; } = 100;
}
