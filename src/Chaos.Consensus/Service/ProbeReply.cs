namespace Chaos.Consensus;

/// <summary>What a node is, all of it read at one moment: (role, term) is evidence of leadership.</summary>
public sealed class ProbeReply : ProgramMessage
{
    /// <inheritdoc/>
    public override string Name => "ProbeReply";

    /// <summary>Its role.</summary>
    public required NodeRole Role { get; init; }

    /// <summary>Its term (Raft) or the number of its ballot (Paxos).</summary>
    public required long Term { get; init; }

    /// <summary>The number of the node that it takes for the leader; -1 for none.</summary>
    public required int Leader { get; init; }

    /// <summary>The highest position that it knows to be committed (chosen).</summary>
    public required long CommitIndex { get; init; }

    /// <summary>The highest position that it has applied.</summary>
    public required long AppliedIndex { get; init; }

    /// <summary>The highest position in its log.</summary>
    public required long LastIndex { get; init; }

    /// <summary>The numbers of the voting members, as it sees them: of both sets while membership changes.</summary>
    public required IReadOnlyList<int> Members { get; init; }

    /// <summary>A number that equal states at the same <see cref="AppliedIndex"/> share; null unless it was asked for.</summary>
    public ulong? Digest { get; init; }
}
