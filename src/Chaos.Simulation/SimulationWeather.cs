namespace Chaos.Simulation;

/// <summary>How the simulated machines behave while no fault is in force. Drawn from the seed, so that many seeds see many kinds.</summary>
public sealed record SimulationWeather
{
    /// <summary>The way of a message between two nodes. Default: 0.2 ms, rarely up to 3 ms.</summary>
    public DelayTable MessageDelay { get; init; } = DelayTable.Typical(200_000, 3_000_000);

    /// <summary>The way between a client and its node: small, because a long one hides anomalies. Default: 20 us, rarely up to 100 us.</summary>
    public DelayTable ClientDelay { get; init; } = DelayTable.Typical(20_000, 100_000);

    /// <summary>How long a flush takes. Default: 0.3 ms, rarely up to 5 ms.</summary>
    public DelayTable FlushDelay { get; init; } = DelayTable.Typical(300_000, 5_000_000);

    /// <summary>Messages lost, in a million. Default 0.</summary>
    public int LossPpm { get; init; }

    /// <summary>Messages that arrive twice, in a million. Default 0.</summary>
    public int DuplicatePpm { get; init; }

    /// <summary>How far the rate of each monotonic clock is off at most, parts in a million. Default 100.</summary>
    public int DriftPpm { get; init; } = 100;

    /// <summary>The weather of a seed.</summary>
    public static SimulationWeather Of(Randomness random)
    {
        var disk = random.For("disk").Below(4) == 0 ? DelayTable.Typical(4_000_000, 40_000_000) : DelayTable.Typical(300_000, 5_000_000);
        return random.For("network").Below(4) switch
        {
            0 => new() { FlushDelay = disk, MessageDelay = DelayTable.Typical(4_000_000, 25_000_000) },
            1 => new()
            {
                FlushDelay = disk,
                MessageDelay = DelayTable.Typical(300_000, 30_000_000),
                LossPpm = 5_000,
                DuplicatePpm = 5_000,
            },
            _ => new() { FlushDelay = disk, LossPpm = 100, DuplicatePpm = 100 },
        };
    }
}
