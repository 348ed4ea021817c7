namespace Chaos.Consensus;

/// <summary>Phase 1a, for all slots from one on at once.</summary>
internal sealed class PaxosPrepare : PaxosMessage
{
    public override string Name => "Prepare";

    /// <summary>The first slot whose value the proposer does not know.</summary>
    public required long From { get; init; }

    /// <summary>Whether the leader itself asked for this, so that its presence is no reason not to answer.</summary>
    public bool TakesOver { get; init; }
}
