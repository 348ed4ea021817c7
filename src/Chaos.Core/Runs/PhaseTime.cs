namespace Chaos;

/// <summary>When a phase of the run began and ended.</summary>
/// <param name="Phase">One of the names in <see cref="RunPhase"/>.</param>
/// <param name="StartNs">Run clock, ns.</param>
/// <param name="EndNs">Run clock, ns.</param>
public readonly record struct PhaseTime(string Phase, long StartNs, long EndNs);
