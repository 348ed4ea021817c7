namespace Chaos.Consensus;

/// <summary>How a Paxos node answers reads.</summary>
public enum PaxosReads : byte
{
    /// <summary>The leader asks a quorum whether it has promised a higher ballot meanwhile, without writing to the log.</summary>
    Quorum,

    /// <summary>A read is a command in the log.</summary>
    Log,

    /// <summary>The node that is asked answers from its own state, possibly stale.</summary>
    Local,
}
