namespace Chaos;

/// <summary>The size of the load.</summary>
public sealed record WorkloadSettings
{
    /// <summary>Operations a second, all clients together, as intended starts (open loop); 0 for a closed loop without pauses.</summary>
    public required double RatePerSecond { get; init; }

    /// <summary>Client threads.</summary>
    public required int Concurrency { get; init; }

    /// <summary>Keys in use at the same time.</summary>
    public required int Keys { get; init; }

    /// <summary>How long the main phase lasts.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>The workload's own parameters.</summary>
    public required Options Parameters { get; init; }
}
