using Chaos.Clusters;

namespace Chaos.Campaigns;

/// <summary>Says what a clean-up did.</summary>
public static class CleanSentence
{
    /// <summary>The sentence.</summary>
    public static string Of(CleanReport report)
    {
        var removed = report.RemovedAnything
            ? $"Removed {report.Containers} containers, {report.Networks} networks and {report.Volumes} volumes."
            : "Nothing to remove.";
        return report.LiveRuns.Count == 0
            ? removed
            : $"{removed} Left alone, because they are running: {string.Join(", ", report.LiveRuns)}.";
    }
}
