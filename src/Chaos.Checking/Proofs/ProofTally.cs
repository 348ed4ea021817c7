namespace Chaos.Checking;

/// <summary>Operations that were invoked while a cut was in force, and how they had ended when it was over.</summary>
/// <param name="Tried">All of them.</param>
/// <param name="Acknowledged">Answered with ok.</param>
/// <param name="Refused">Answered with a definite failure.</param>
/// <param name="Unanswered">Given up, or answered only after the cut.</param>
public sealed record ProofTally(int Tried, int Acknowledged, int Refused, int Unanswered);
