namespace Chaos.Nemeses;

/// <summary>What one fault takes away from the cluster while it is in force, and afterwards.</summary>
public sealed record FaultClaim
{
    /// <summary>The fault: <c>kill-2</c>.</summary>
    public required string FaultId { get; init; }

    /// <summary>Nodes that do not run, or stand still. Afterwards they are away until they have caught up.</summary>
    public IReadOnlyCollection<string> Down { get; init; } = [];

    /// <summary>Nodes whose calls on files are treated: the treatments of two faults would replace each other.</summary>
    public IReadOnlyCollection<string> Treated { get; init; } = [];

    /// <summary>Directions that are cut. Afterwards the nodes at both ends are away until they have caught up.</summary>
    public IReadOnlyCollection<Link> Cuts { get; init; } = [];

    /// <summary>
    /// Nodes whose storage may lose what it promised to keep: what they acknowledged is worth nothing any more, so that they count as
    /// faulty from now on for good, up or down.
    /// </summary>
    public IReadOnlyCollection<string> Damaged { get; init; } = [];

    /// <summary>Voter sets that need a majority besides those of now: what the membership becomes by this fault.</summary>
    public IReadOnlyList<IReadOnlyList<string>> VoterSets { get; init; } = [];

    /// <summary>The nodes that have to catch up when it is over.</summary>
    internal IEnumerable<string> Behind =>
        Down.Concat(Cuts.SelectMany(link => new[] { link.From, link.To })).Distinct(StringComparer.Ordinal);
}
