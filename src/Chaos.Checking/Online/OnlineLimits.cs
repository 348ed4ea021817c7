namespace Chaos.Checking;

/// <summary>What following a run may hold in memory. An object or a run beyond it is not followed further; the full check still judges it.</summary>
public sealed record OnlineLimits
{
    /// <summary>The most objects. Default 100,000.</summary>
    public int Objects { get; init; } = 100_000;

    /// <summary>The most configurations that one return of one object may lead through. Default 20,000.</summary>
    public int ConfigurationsPerReturn { get; init; } = 20_000;

    /// <summary>The most operations of one object that wait for others to end. Default 4,096.</summary>
    public int Waiting { get; init; } = 4_096;
}
