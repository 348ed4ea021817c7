namespace Chaos.Consensus;

/// <summary>Phase 1a.</summary>
internal sealed class SinglePrepare : SingleMessage
{
    public override string Name => "Prepare";
}
