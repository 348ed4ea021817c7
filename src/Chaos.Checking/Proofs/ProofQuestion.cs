namespace Chaos.Checking;

/// <summary>What a cut must have brought about to count as evidence.</summary>
public enum ProofQuestion : byte
{
    /// <summary>An old leader was cut off while a new one led, and writes were tried on both sides.</summary>
    OldLeaderCutOff,

    /// <summary>For three election timeouts a node that could reach a majority could not reach the leader; writes were tried at both.</summary>
    LeaderUnreachable,

    /// <summary>For three election timeouts messages passed between the leader and the others in one direction only; writes were tried at both.</summary>
    OneDirection,

    /// <summary>A minority tried writes and reads, and none was acknowledged.</summary>
    MinorityRefuses,

    /// <summary>Both halves tried writes, and neither acknowledged one.</summary>
    HalvesRefuse,

    /// <summary>A node of the last quorum lost its power while the others of it stood still, so that it met those that had missed its writes.</summary>
    QuorumForgets,
}
