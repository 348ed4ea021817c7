namespace Chaos.Consensus;

/// <summary>A forwarded read may be answered from any state that has this slot applied.</summary>
internal sealed class PaxosReadAt : PaxosMessage
{
    public override string Name => "ReadAt";

    public required long Call { get; init; }

    public required long Slot { get; init; }
}
