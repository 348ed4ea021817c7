namespace Chaos.Agent;

/// <summary>The wall clock of one process.</summary>
internal sealed record WallProcess
{
    /// <summary>The process.</summary>
    public required int Pid { get; init; }

    /// <summary>How far its clock is ahead of the true one now, ns.</summary>
    public required long OffsetNs { get; init; }

    /// <summary>Whether it goes by what was asked for last.</summary>
    public bool GoesByWish { get; set; } = true;

    /// <summary>Since when it does, the agent's monotonic clock, ns; absent where its clock was never touched.</summary>
    public long? SinceNs { get; init; }

    /// <summary>Why it does not.</summary>
    public string? Why { get; init; }
}
