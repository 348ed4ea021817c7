using Chaos.Campaigns;

namespace Chaos.Benchmarks;

/// <summary>The searches for one seeded bug, as they are kept between two runs of the benchmark.</summary>
/// <param name="Bug">The bug's name.</param>
/// <param name="Hunt">The conditions, as JSON: under others the piece is measured again.</param>
/// <param name="Order">How thoroughly, in words; likewise.</param>
/// <param name="Version">Of the program that measured it.</param>
/// <param name="Date">When, UTC, as <c>2026-11-26</c>.</param>
/// <param name="CpuSeconds">Processor time.</param>
/// <param name="Searches">How each search went.</param>
internal sealed record DetectionPiece(
    string Bug, string Hunt, string Order, string Version, string Date, double CpuSeconds, IReadOnlyList<Detection> Searches);
