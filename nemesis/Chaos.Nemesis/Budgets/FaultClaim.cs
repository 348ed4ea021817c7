namespace Chaos.Nemeses;

/// <summary>What one fault takes away from the cluster while it is in force.</summary>
public sealed record FaultClaim
{
    /// <summary>The fault: <c>kill-2</c>.</summary>
    public required string FaultId { get; init; }

    /// <summary>Nodes that do not run, or stand still.</summary>
    public IReadOnlyCollection<string> Down { get; init; } = [];

    /// <summary>Directions that are cut.</summary>
    public IReadOnlyCollection<Link> Cuts { get; init; } = [];
}
