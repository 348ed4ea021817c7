namespace Chaos.Checking;

/// <summary>Whom a node could talk with during a cut, in both directions.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reaches">Those nodes, itself among them.</param>
/// <param name="IsMajority">Whether they are a majority of the voters.</param>
public sealed record ProofReach(string Node, IReadOnlyList<string> Reaches, bool IsMajority);
