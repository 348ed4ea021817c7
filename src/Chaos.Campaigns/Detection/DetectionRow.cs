using Chaos.Consensus;

namespace Chaos.Campaigns;

/// <summary>A line of the detection table.</summary>
/// <param name="Bug">The bug.</param>
/// <param name="Hunt">The conditions.</param>
/// <param name="Searches">How each search went, in the order of their seeds.</param>
public sealed record DetectionRow(SeededBugInfo Bug, BugHunt Hunt, IReadOnlyList<Detection> Searches)
{
    /// <summary>Searches that found it.</summary>
    public int Found => Searches.Count(search => search.FoundSeed is not null);

    /// <summary>Runs until it was found, the upper median; a search that did not find it counts with all its runs.</summary>
    public int MedianRuns => Searches.Select(search => search.Runs).Order().ElementAt(Searches.Count / 2);

    /// <summary>The most runs that a search took.</summary>
    public int MostRuns => Searches.Max(search => search.Runs);

    /// <summary>Simulated time until it was found, the upper median, ns.</summary>
    public long MedianSimulatedNs => Searches.Select(search => search.SimulatedNs).Order().ElementAt(Searches.Count / 2);

    /// <summary>The names of the violations that were shown, the most frequent first.</summary>
    public IReadOnlyList<string> Anomalies =>
    [
        .. Searches.SelectMany(search => search.Anomalies).GroupBy(name => name).OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal).Select(group => group.Key),
    ];
}
