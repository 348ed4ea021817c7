namespace Chaos.Agent;

/// <summary>The wall clocks of the pod's processes at one moment.</summary>
internal sealed record WallState
{
    /// <summary>The offset that processes get that start now, ns; null where they see the true time.</summary>
    public long? Pending { get; init; }

    /// <summary>Every process that has not ended.</summary>
    public required IReadOnlyList<WallProcess> Processes { get; init; }
}
