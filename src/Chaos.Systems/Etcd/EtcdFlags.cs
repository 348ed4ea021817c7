using System.Globalization;

namespace Chaos.Systems;

/// <summary>The flags of a node that are not the same in all versions.</summary>
internal static class EtcdFlags
{
    /// <summary>The flags of a version, which stand at the end of its arguments.</summary>
    public static IReadOnlyList<string> Of(EtcdVersion version, EtcdSettings settings)
    {
        // Flags lost their prefix with 3.6.
        var prefix = version.CompareTo(new(3, 6, 0, "alpha")) < 0 ? "--experimental-" : "--";
        return
        [
            // What 3.4 writes by default tells of its elections to the second only.
            .. version.Minor < 5 ? ["--logger", "zap"] : Array.Empty<string>(),
            .. Flag("--snapshot-count", settings.SnapshotCount),
            .. Flag($"{prefix}snapshot-catchup-entries", settings.CatchUpEntries),
            .. Flag($"{prefix}compaction-batch-limit", settings.CompactionBatch),
        ];
    }

    private static string[] Flag(string name, int value) => value > 0 ? [name, value.ToString(CultureInfo.InvariantCulture)] : [];
}
