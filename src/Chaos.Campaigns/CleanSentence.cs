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
        if (report.HeldLoopDevices.Count > 0)
        {
            removed += $" {string.Join(", ", report.HeldLoopDevices)} held the disk of a node and cannot go: another process uses it. "
                + "It goes by itself when that one ends.";
        }

        return report.LiveRuns.Count == 0
            ? removed
            : $"{removed} Left alone, because they are running: {string.Join(", ", report.LiveRuns)}.";
    }
}
