namespace Chaos.Consensus;

/// <summary>Phase 2a.</summary>
internal sealed class SingleAccept : SingleMessage
{
    public override string Name => "Accept";

    public required SingleProposal Proposal { get; init; }
}
