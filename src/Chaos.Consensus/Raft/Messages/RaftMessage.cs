namespace Chaos.Consensus;

/// <summary>A message between Raft nodes: all of them carry the sender's term.</summary>
internal abstract class RaftMessage : ProgramMessage
{
    public required long Term { get; init; }

    public override string Detail => $"term {Term}";
}
