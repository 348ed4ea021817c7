namespace Chaos;

/// <summary>What was observed.</summary>
public enum ObservationKind : byte
{
    /// <summary>A node's role and term, as it tells itself (or that it did not answer).</summary>
    Role,

    /// <summary>A node became leader of a term, from a source that reads both together.</summary>
    Election,

    /// <summary>The members, as a node sees them.</summary>
    Membership,

    /// <summary>Which directions of the network worked.</summary>
    Reachability,

    /// <summary>Whether a node serves requests.</summary>
    Health,

    /// <summary>How far a node's wall clock is from the true one, as its processes see it.</summary>
    Clock,

    /// <summary>What a replica held at the end, while no replica changed.</summary>
    Replica,

    /// <summary>The version that a node reports of itself.</summary>
    Version,

    /// <summary>A node took its state from a snapshot that another one sent, instead of the entries of the log.</summary>
    Snapshot,

    /// <summary>A phase of the run began (<see cref="RunPhase"/>); its name is the detail.</summary>
    Phase,
}
