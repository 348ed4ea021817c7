namespace Chaos.Campaigns;

/// <summary>How one search for a seeded bug ended.</summary>
/// <param name="Seed">The seed of the first run.</param>
/// <param name="Runs">The runs that were made; the last one found it where <paramref name="Anomalies"/> names any.</param>
/// <param name="SimulatedNs">Simulated time until it was found, or until the search ended: whole runs and the part of the last one.</param>
/// <param name="FoundSeed">The seed of the run that found it; null where none did.</param>
/// <param name="Anomalies">The names of the violations of that run.</param>
public sealed record Detection(ulong Seed, int Runs, long SimulatedNs, ulong? FoundSeed, IReadOnlyList<string> Anomalies);
