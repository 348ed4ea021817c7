namespace Chaos.Campaigns;

/// <summary>What was measured of an expectation.</summary>
/// <param name="Holds">Whether it holds; null where that could not be seen.</param>
/// <param name="Text">What was measured, in words.</param>
/// <param name="AtNs">When, run clock, ns, where it is a moment.</param>
public sealed record Finding(bool? Holds, string Text, long AtNs = 0);
