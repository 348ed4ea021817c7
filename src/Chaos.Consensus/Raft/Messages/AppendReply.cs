namespace Chaos.Consensus;

/// <summary>The answer to entries, a heartbeat or a snapshot.</summary>
internal sealed class AppendReply : RaftMessage
{
    public override string Name => Accepted ? "AppendOk" : "AppendRefused";

    public required bool Accepted { get; init; }

    /// <summary>The last entry that is known to agree with the leader's; where refused, the entry that did not.</summary>
    public required long Index { get; init; }

    /// <summary>Where refused, the entry from which on the leader should try: the first of the term in conflict (paper 5.3).</summary>
    public long TryFrom { get; init; }

    public required long Round { get; init; }
}
