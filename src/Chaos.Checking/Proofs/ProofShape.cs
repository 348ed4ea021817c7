namespace Chaos.Checking;

/// <summary>A shape of a cut that could split a cluster, and what counts as evidence that it did not.</summary>
/// <param name="Name">Its name, from <see cref="SplitShapes"/>.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Question">What a cut must have brought about.</param>
/// <param name="Predicate">The same in words, as the page states it.</param>
/// <param name="LeastNodes">The fewest nodes that it can be made of.</param>
public sealed record ProofShape(string Name, string Title, ProofQuestion Question, string Predicate, int LeastNodes)
{
    /// <summary>How often it must have been met.</summary>
    public const int Needed = 3;

    /// <summary>How many election timeouts a leader must have been unreachable.</summary>
    public const int ElectionTimeouts = 3;

    private const string Unreachable =
        "For at least three election timeouts a node that could reach a majority could not reach the leader, and writes were tried at that node "
        + "and at the leader, whether or not an election followed.";

    private const string CutOff = "while a new one led on the other side, and writes were tried on both sides meanwhile.";

    /// <summary>All shapes, in the order of the page.</summary>
    public static IReadOnlyList<ProofShape> All { get; } =
    [
        new(SplitShapes.LeaderInMinority, "Leader in the minority", ProofQuestion.OldLeaderCutOff,
            $"An old leader was cut off, with a minority, {CutOff}", 5),
        new(SplitShapes.LeaderInMajority, "Leader in the majority", ProofQuestion.MinorityRefuses,
            "The minority tried writes and reads, and none was acknowledged while it was cut off from the leader.", 3),
        new(SplitShapes.IsolatedLeader, "Isolated leader", ProofQuestion.OldLeaderCutOff, $"An old leader was cut off, alone, {CutOff}", 3),
        new(SplitShapes.Bridge, "Bridge", ProofQuestion.LeaderUnreachable, Unreachable, 3),
        new(SplitShapes.MajoritiesRing, "Ring of majorities", ProofQuestion.LeaderUnreachable, Unreachable, 4),
        new(SplitShapes.OneWayOut, "One way: the leader is not heard", ProofQuestion.OneDirection,
            "For at least three election timeouts nothing that the leader sent arrived at the others, while what they sent arrived at it, and writes "
            + "were tried at the leader and at the others.", 3),
        new(SplitShapes.OneWayIn, "One way: the leader does not hear", ProofQuestion.OneDirection,
            "For at least three election timeouts nothing that the others sent arrived at the leader, while what it sent arrived at them, and writes "
            + "were tried at the leader and at the others.", 3),
        new(SplitShapes.Partial, "Partial", ProofQuestion.LeaderUnreachable, Unreachable, 3),
        new(SplitShapes.Flapping, "Flapping", ProofQuestion.OldLeaderCutOff,
            $"In a turn of a cut that comes and goes an old leader was cut off {CutOff}", 3),
        new(SplitShapes.Membership, "During a change of the members", ProofQuestion.OldLeaderCutOff,
            $"An old leader was cut off, and was removed from the members by the others, {CutOff}", 3),
        new(SplitShapes.Halves, "An even cluster in two halves", ProofQuestion.HalvesRefuse,
            "Both halves tried writes, and neither acknowledged one while they were cut from each other.", 2),
    ];

    /// <summary>
    /// What is tried besides the cuts: after a majority acknowledged writes that two nodes missed, one of it loses its power while the others of
    /// it stand still. It and those two are a majority, which knows of the writes only what that node had flushed.
    /// </summary>
    public static ProofShape Forgotten { get; } = new(
        SplitShapes.ForgottenQuorum, "A quorum that forgets", ProofQuestion.QuorumForgets,
        "Three of five nodes acknowledged writes that the two others missed; then the leader and another of the three stood still, and the third lost its "
        + "power, with what it had not flushed. Each of these was measured.", 5);

    /// <summary>The shape of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ProofShape Of(string name) => All.Append(Forgotten).FirstOrDefault(shape => shape.Name == name)
        ?? throw new ArgumentException($"There is no shape '{name}'.", nameof(name));

    /// <summary>Why a cluster cannot have it, in a sentence; null where it can.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="whyNoChange">Why its members cannot be changed; null where they can.</param>
    /// <param name="clientsStay">Whether clients stay at their nodes.</param>
    public string? WhyNot(int nodes, string? whyNoChange, bool clientsStay = true) => this switch
    {
        { Question: ProofQuestion.MinorityRefuses } when !clientsStay =>
            "Does not apply: clients of this system go on to whoever leads, so that nothing is asked of a minority alone.",
        _ when nodes < LeastNodes => $"Does not apply: it needs {LeastNodes} nodes, and there are {nodes}."
            + (Name is SplitShapes.LeaderInMinority ? " With fewer the minority is the leader alone, which is the shape isolated-leader." : ""),
        { Name: SplitShapes.Halves } when nodes % 2 != 0 => $"Does not apply: {nodes} nodes have no halves.",
        { Name: SplitShapes.Membership } when whyNoChange is not null => $"Does not apply: {whyNoChange}",
        _ => null,
    };
}
