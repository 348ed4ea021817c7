namespace Chaos;

/// <summary>The role of a node in its consensus protocol.</summary>
public enum NodeRole : byte
{
    /// <summary>It did not answer, or does not know.</summary>
    Unknown,

    /// <summary>It leads, or believes so.</summary>
    Leader,

    /// <summary>It follows a leader.</summary>
    Follower,

    /// <summary>It tries to become leader, or sees none.</summary>
    Candidate,

    /// <summary>It gets the log but does not vote.</summary>
    Learner,
}
