namespace Chaos.Consensus;

/// <summary>A message about one instance of single-decree Paxos, in a ballot of it.</summary>
internal abstract class SingleMessage : ProgramMessage
{
    /// <summary>The instance: a key has one.</summary>
    public required string Key { get; init; }

    public required long Ballot { get; init; }
}
