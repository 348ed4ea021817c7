namespace Chaos.Consensus;

/// <summary>The value is chosen, for learners.</summary>
internal sealed class SingleChosen : SingleMessage
{
    public override string Name => "Chosen";

    public required SingleProposal Proposal { get; init; }
}
