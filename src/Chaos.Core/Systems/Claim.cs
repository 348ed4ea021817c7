namespace Chaos;

/// <summary>Whether a workload's invariant must hold on a system.</summary>
/// <param name="Workload">The workload.</param>
/// <param name="Standing">Holds, not claimed or disputed.</param>
/// <param name="Source">Where that is said, in a sentence.</param>
public sealed record Claim(string Workload, ClaimStanding Standing, string Source);
