namespace Chaos.Consensus;

/// <summary>The acceptor has promised a higher ballot.</summary>
internal sealed class SingleRefused : SingleMessage
{
    public override string Name => "Refused";

    public required long Promised { get; init; }
}
