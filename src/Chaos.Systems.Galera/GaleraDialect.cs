using System.Globalization;

namespace Chaos.Systems.Galera;

/// <summary>MariaDB's dialect.</summary>
internal static class GaleraDialect
{
    /// <summary>The dialect under these options.</summary>
    public static SqlDialect Of(GaleraSettings settings) => new()
    {
        Title = "Galera",
        AtOpen =
        [
            string.Create(CultureInfo.InvariantCulture, $"SET SESSION wsrep_sync_wait = {settings.SyncWait}"),
            $"SET SESSION TRANSACTION ISOLATION LEVEL {(settings.IsSerializable ? "SERIALIZABLE" : "REPEATABLE READ")}",
        ],
        Begin = "START TRANSACTION",
        OrReplace = "ON DUPLICATE KEY UPDATE v = VALUES(v)",
        OrAdd = "ON DUPLICATE KEY UPDATE v = v + VALUES(v)",
        // Counts no row where nothing is changed.
        OrNothing = "ON DUPLICATE KEY UPDATE v = v",
        ErrorOf = GaleraErrors.Of,
    };
}
