namespace Chaos.Consensus;

/// <summary>What an operator can ask of a node.</summary>
public enum AdminAction : byte
{
    /// <summary>Makes the given nodes the voting members.</summary>
    ChangeMembers,

    /// <summary>Hands leadership over to the given node.</summary>
    TransferLeadership,

    /// <summary>Takes a snapshot and drops the log before it, on the node that is asked.</summary>
    Compact,
}
