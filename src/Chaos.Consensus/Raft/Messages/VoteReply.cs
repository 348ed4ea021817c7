namespace Chaos.Consensus;

/// <summary>A vote, given or refused. A granted pre-vote carries the term that was asked about.</summary>
internal sealed class VoteReply : RaftMessage
{
    public override string Name => Granted ? "Vote" : "VoteRefused";

    public required bool IsPreVote { get; init; }

    public required bool Granted { get; init; }
}
