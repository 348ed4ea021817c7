namespace Chaos.Consensus;

/// <summary>Phase 2b.</summary>
internal sealed class SingleAccepted : SingleMessage
{
    public override string Name => "Accepted";
}
