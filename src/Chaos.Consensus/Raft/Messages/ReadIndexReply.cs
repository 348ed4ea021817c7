namespace Chaos.Consensus;

/// <summary>A forwarded read may be answered from any state that has this entry applied (thesis 6.4).</summary>
internal sealed class ReadIndexReply : RaftMessage
{
    public override string Name => "ReadIndex";

    public required long Call { get; init; }

    public required long Index { get; init; }
}
