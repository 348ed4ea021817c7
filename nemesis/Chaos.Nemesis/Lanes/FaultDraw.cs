namespace Chaos.Nemeses;

/// <summary>One resolved fault: which variant, whom, and what it takes away.</summary>
/// <param name="Shape">The variant: <c>isolated-leader</c>, <c>kill</c>.</param>
/// <param name="Nodes">The nodes that it is aimed at.</param>
internal sealed record FaultDraw(string Shape, IReadOnlyList<string> Nodes)
{
    /// <summary>The directions that it cuts.</summary>
    public IReadOnlyList<Link> Cuts { get; init; } = [];

    /// <summary>The nodes that it keeps from running.</summary>
    public IReadOnlyList<string> Down { get; init; } = [];

    /// <summary>The nodes whose calls on files it treats.</summary>
    public IReadOnlyList<string> Treated { get; init; } = [];

    /// <summary>The nodes whose storage it may break.</summary>
    public IReadOnlyList<string> Damaged { get; init; } = [];

    /// <summary>The voter sets that it brings about.</summary>
    public IReadOnlyList<IReadOnlyList<string>> VoterSets { get; init; } = [];

    /// <summary>
    /// Further resolved parameters for the record. With shape, nodes, cuts and the nodes that are down they say everything: a replay
    /// makes the same draw from a record.
    /// </summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>What it takes away under a fault's id.</summary>
    public FaultClaim ClaimOf(string faultId) => new()
    {
        FaultId = faultId,
        Down = Down,
        Treated = Treated,
        Cuts = Cuts,
        Damaged = Damaged,
        VoterSets = VoterSets,
    };
}
