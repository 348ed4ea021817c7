namespace Chaos.Consensus;

/// <summary>Phase 2b.</summary>
internal sealed class PaxosAccepted : PaxosMessage
{
    public override string Name => Last < First ? "HeartbeatOk" : "Accepted";

    /// <summary>The first slot that was accepted.</summary>
    public required long First { get; init; }

    /// <summary>The last slot; lower than <see cref="First"/> for none.</summary>
    public required long Last { get; init; }

    /// <summary>Up to where the sender knows the chosen values.</summary>
    public required long Chosen { get; init; }

    public required long Round { get; init; }
}
