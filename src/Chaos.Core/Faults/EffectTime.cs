namespace Chaos;

/// <summary>
/// When a change took effect: at some moment between the two (run clock, ns), after every node concerned had confirmed it. What
/// follows <see cref="LatestNs"/> certainly sees it, what precedes <see cref="EarliestNs"/> certainly does not.
/// </summary>
/// <param name="EarliestNs">Just before the first node was asked.</param>
/// <param name="LatestNs">Just after the last node had confirmed.</param>
public readonly record struct EffectTime(long EarliestNs, long LatestNs);
