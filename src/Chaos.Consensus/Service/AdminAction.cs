namespace Chaos.Consensus;

/// <summary>What an operator can ask of a node.</summary>
public enum AdminAction : byte
{
    /// <summary>Makes the given nodes the voting members, once those of them that are new have caught up.</summary>
    ChangeMembers,

    /// <summary>The same without waiting for new ones: they may not even run yet.</summary>
    ChangeMembersNow,

    /// <summary>Hands leadership over to the given node.</summary>
    TransferLeadership,

    /// <summary>Takes a snapshot and drops the log before it, on the node that is asked.</summary>
    Compact,
}
