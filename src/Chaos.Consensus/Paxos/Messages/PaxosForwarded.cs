namespace Chaos.Consensus;

/// <summary>What came of a forwarded command.</summary>
internal sealed class PaxosForwarded : PaxosMessage
{
    public override string Name => "ForwardReply";

    public required long Call { get; init; }

    public required KeyValueResult Result { get; init; }
}
