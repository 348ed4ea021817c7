namespace Chaos.Reports;

/// <summary>How long after the end of a fault the first operation that began after it succeeded.</summary>
/// <param name="Fault">The id of the injection.</param>
/// <param name="EndedMs">When it ended, run clock, ms.</param>
/// <param name="RecoveryMs">From there to the completion of that operation, ms; null where none succeeded.</param>
public sealed record RecoveryTime(string Fault, double EndedMs, double? RecoveryMs);
