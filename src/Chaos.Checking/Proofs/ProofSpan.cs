namespace Chaos.Checking;

/// <summary>A stretch of one role and term of a node.</summary>
/// <param name="FromMs">Its beginning, run clock, ms.</param>
/// <param name="ToMs">Its end, run clock, ms.</param>
/// <param name="Role">The role.</param>
/// <param name="Term">The term, where known.</param>
public sealed record ProofSpan(double FromMs, double ToMs, NodeRole Role, long? Term);
