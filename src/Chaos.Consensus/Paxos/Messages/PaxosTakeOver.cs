namespace Chaos.Consensus;

/// <summary>The leader asks another node to take over.</summary>
internal sealed class PaxosTakeOver : PaxosMessage
{
    public override string Name => "TakeOver";
}
