namespace Chaos.Checking;

/// <summary>A node that came to lead while another was cut off.</summary>
/// <param name="Node">The node.</param>
/// <param name="Term">The term that it told, where known.</param>
/// <param name="AfterMs">From when the cut was in force to when it was first seen to lead, ms.</param>
public sealed record ProofLeader(string Node, long? Term, double AfterMs);
