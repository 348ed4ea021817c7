namespace Chaos.Checking;

/// <summary>Nodes that could reach each other during a cut, perhaps over others: a strongly connected component of the measured graph.</summary>
/// <param name="Nodes">The nodes.</param>
/// <param name="HasQuorum">Whether they hold a majority of the voters.</param>
public sealed record ProofComponent(IReadOnlyList<string> Nodes, bool HasQuorum);
