namespace Chaos.Agent;

/// <summary>What the data directory of a stopped node showed after a power loss.</summary>
internal sealed record RecoveryReport
{
    /// <summary>Whether what the agent had flushed was there.</summary>
    public required bool FlushedKept { get; init; }

    /// <summary>How many bytes the agent had written without a flush just before the loss.</summary>
    public required int UnflushedBytes { get; init; }

    /// <summary>How many of them were there all the same.</summary>
    public required int UnflushedKept { get; init; }
}
