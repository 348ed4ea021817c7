namespace Chaos.Consensus;

/// <summary>The acceptor has promised a higher ballot than the one of this message.</summary>
internal sealed class PaxosRefused : PaxosMessage
{
    public override string Name => "Refused";

    public required long Promised { get; init; }
}
