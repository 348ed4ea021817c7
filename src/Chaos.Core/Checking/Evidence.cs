namespace Chaos;

/// <summary>All that a checker may look at.</summary>
/// <param name="History">The operations.</param>
/// <param name="Schedule">The resolved faults.</param>
/// <param name="Observations">Roles, elections, reachability.</param>
public sealed record Evidence(
    History History, IReadOnlyList<FaultRecord> Schedule, IReadOnlyList<Observation> Observations);
