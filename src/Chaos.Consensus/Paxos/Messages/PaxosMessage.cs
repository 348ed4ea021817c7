namespace Chaos.Consensus;

/// <summary>A message between Paxos nodes that belongs to a ballot.</summary>
internal abstract class PaxosMessage : ProgramMessage
{
    public required long Ballot { get; init; }
}
