using System.Globalization;

namespace Chaos.Systems;

/// <summary>The flags of a node that are not the same in all versions.</summary>
internal static class EtcdFlags
{
    /// <summary>The flags of a version, which stand at the end of its arguments.</summary>
    public static IReadOnlyList<string> Of(EtcdVersion version, EtcdSettings settings) =>
    [
        // The default of 3.4 writes its elections without their time.
        .. version.Minor < 5 ? ["--logger", "zap"] : Array.Empty<string>(),
        .. Flag("--snapshot-count", settings.SnapshotCount),
        .. Flag(version.Minor > 5 ? "--snapshot-catchup-entries" : "--experimental-snapshot-catchup-entries", settings.CatchUpEntries),
    ];

    private static string[] Flag(string name, int? value) => value is { } number ? [name, number.ToString(CultureInfo.InvariantCulture)] : [];
}
