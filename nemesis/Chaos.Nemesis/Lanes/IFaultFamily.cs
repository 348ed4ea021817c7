namespace Chaos.Nemeses;

/// <summary>What differs from family to family; all the rest is the lane's.</summary>
internal interface IFaultFamily
{
    /// <summary>What it lacks on this cluster, in a sentence; null where it can work.</summary>
    string? WhyUnavailable(ICluster cluster, bool beyondQuorum);

    /// <summary>Whether this cycle's first choice needs to know the leader, so that a short wait for one is worth it.</summary>
    bool WantsLeader(DrawScene scene);

    /// <summary>The faults of this cycle, most wanted first; the lane takes the first that the budget and the nodes allow.</summary>
    IEnumerable<FaultDraw> Draws(DrawScene scene);

    /// <summary>
    /// Whether its faults are aimed at roles, so that a replay strikes the node that plays the same part now; else the same nodes.
    /// </summary>
    bool FollowsRoles => true;

    /// <summary>In a replay the id of the stored fault that this cycle repeats; else null.</summary>
    string? OriginalOf(DrawScene scene) => null;

    /// <summary>Why there is no draw in this cycle, in a sentence; null for the lane's own words.</summary>
    string? WhyNone(DrawScene scene) => null;

    /// <summary>Why a draw from a record cannot be completed now, in a sentence; null where it can. Default: it always can.</summary>
    string? WhyIncomplete(FaultDraw draw, DrawScene scene) => null;

    /// <summary>Adds to a draw that was made from a record what a record does not hold. Default: nothing.</summary>
    FaultDraw Complete(FaultDraw draw, DrawScene scene) => draw;

    /// <summary>A last look, at the end of the run, for what nobody knows of.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="budget">What is in force.</param>
    /// <param name="own">The lane's own fault that could not be ended, if any.</param>
    /// <param name="cancellationToken">Signalled when the time for healing is over.</param>
    ValueTask HealAllAsync(NemesisContext context, FaultBudget budget, string? own, CancellationToken cancellationToken) => default;

    /// <summary>
    /// Makes an injection of a draw, from what the draw says and nothing else that was drawn: a replay makes the draw from its record.
    /// </summary>
    IInjection Prepare(string faultId, FaultDraw draw, FaultBudget budget);
}
