namespace Chaos;

/// <summary>
/// The shapes of a cut that could split a cluster, as <c>prove no-split-brain</c> names them. A cut that was made to show one of them has
/// its name in the record, under <see cref="Parameter"/>.
/// </summary>
public static class SplitShapes
{
    /// <summary>The parameter of a fault's record that names the shape.</summary>
    public const string Parameter = "proves";

    /// <summary>The leader with as many followers as make a minority, against the rest.</summary>
    public const string LeaderInMinority = "leader-in-minority";

    /// <summary>A minority of followers against the rest with the leader.</summary>
    public const string LeaderInMajority = "leader-in-majority";

    /// <summary>The leader alone against the rest.</summary>
    public const string IsolatedLeader = "isolated-leader";

    /// <summary>Two halves, and one node that reaches both; the leader is not that node.</summary>
    public const string Bridge = "bridge";

    /// <summary>Every node reaches its neighbours on a circle only: a majority, and no two the same.</summary>
    public const string MajoritiesRing = "majorities-ring";

    /// <summary>Nothing that the leader sends arrives; what the others send does.</summary>
    public const string OneWayOut = "one-way-out";

    /// <summary>Nothing arrives at the leader; what it sends does.</summary>
    public const string OneWayIn = "one-way-in";

    /// <summary>The leader and one follower are cut from each other; all others reach both.</summary>
    public const string Partial = "partial";

    /// <summary>The leader against the rest, cut and joined in turn.</summary>
    public const string Flapping = "flapping";

    /// <summary>The leader alone against the rest, who remove it from the members meanwhile.</summary>
    public const string Membership = "membership";

    /// <summary>No cut alone: a node of the last quorum loses its power while the others of that quorum stand still.</summary>
    public const string ForgottenQuorum = "forgotten-quorum";

    /// <summary>An even number of nodes, cut into two halves.</summary>
    public const string Halves = "halves";
}
