namespace Chaos.Benchmarks;

/// <summary>What a generated history looks like.</summary>
/// <param name="Operations">How many invocations.</param>
/// <param name="Clients">How many clients at once.</param>
/// <param name="CrashedShare">How many have no known outcome, 0 to 1.</param>
/// <param name="Values">How many different values are written; 0 when every write writes a new one.</param>
/// <param name="IsStale">Whether one read, after 95 % of the invocations, returns a value that was surely replaced before. Needs new values.</param>
internal readonly record struct LoadShape(int Operations, int Clients, double CrashedShare, int Values = 5, bool IsStale = false);
