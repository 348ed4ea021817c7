namespace Chaos.Consensus;

/// <summary>Phase 1b.</summary>
internal sealed class SinglePromised : SingleMessage
{
    public override string Name => "Promise";

    /// <summary>The ballot in which the acceptor last accepted; 0 for none.</summary>
    public required long AcceptedBallot { get; init; }

    /// <summary>What it accepted in it.</summary>
    public required SingleProposal Accepted { get; init; }
}
