namespace Chaos;

/// <summary>When a phase of the run began and ended, run clock, ns.</summary>
public readonly record struct PhaseTime(RunPhase Phase, long StartNs, long EndNs);
