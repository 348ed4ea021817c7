using System.Globalization;

namespace Chaos.Systems.Galera;

/// <summary>How far a node has come, and what it holds then.</summary>
internal static class GaleraReplica
{
    private const string Position = "SHOW STATUS LIKE 'wsrep_last_committed'";
    private const string Tables = "SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() ORDER BY TABLE_NAME";

    /// <summary>The number of the last change of the group that the node has committed.</summary>
    /// <exception cref="CallException">It did not answer.</exception>
    /// <exception cref="ProbeException">It is in no group.</exception>
    public static async Task<long> PositionAsync(SqlLink link, CancellationToken cancellationToken)
    {
        var rows = await link.WaitAsync(link.TextsAsync(Position), cancellationToken);
        return rows is [[_, var text]] && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position)
            ? position
            : throw new ProbeException("it has committed nothing of a group");
    }

    /// <summary>The server's own checksums of all tables, which do not depend on the order of their rows, and the position at which they are true.</summary>
    /// <exception cref="CallException">It did not answer.</exception>
    /// <exception cref="ProbeException">It committed something meanwhile, or there is no table.</exception>
    public static async Task<(long Position, string Digest)> DigestAsync(SqlLink link, CancellationToken cancellationToken)
    {
        var before = await PositionAsync(link, cancellationToken);
        var tables = (await link.WaitAsync(link.TextsAsync(Tables), cancellationToken)).Select(row => $"`{row[0]}`").ToArray();
        if (tables.Length == 0) throw new ProbeException("it has no table");
        var sums = await link.WaitAsync(link.TextsAsync($"CHECKSUM TABLE {string.Join(", ", tables)}"), cancellationToken);
        var after = await PositionAsync(link, cancellationToken);
        return before == after
            ? (before, string.Join(' ', sums.Select(row => $"{row[0].Split('.')[^1]}={row[1]}")))
            : throw new ProbeException("it committed something meanwhile");
    }
}
