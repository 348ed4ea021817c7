namespace Chaos.Consensus;

/// <summary>Asks for a vote (paper 5.2), or whether one would be given (pre-vote, thesis 9.6).</summary>
internal sealed class VoteRequest : RaftMessage
{
    public override string Name => IsPreVote ? "PreVote" : "RequestVote";

    public required bool IsPreVote { get; init; }

    /// <summary>Whether the leader itself asked for this election (thesis 3.10), so that its presence is no reason to refuse.</summary>
    public required bool IsTransfer { get; init; }

    public required long LastIndex { get; init; }

    public required long LastTerm { get; init; }
}
