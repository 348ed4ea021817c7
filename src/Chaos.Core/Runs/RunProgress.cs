namespace Chaos;

/// <summary>Where a run is, told about once a second.</summary>
/// <param name="Phase">The present phase, one of the names in <see cref="RunPhase"/>.</param>
/// <param name="NowNs">Run clock, ns.</param>
/// <param name="Ok">Operations that ended ok so far.</param>
/// <param name="Fail">Operations that certainly had no effect so far.</param>
/// <param name="Info">Operations of which nobody knows so far.</param>
/// <param name="InFlight">Operations in flight.</param>
public readonly record struct RunProgress(string Phase, long NowNs, long Ok, long Fail, long Info, int InFlight);
