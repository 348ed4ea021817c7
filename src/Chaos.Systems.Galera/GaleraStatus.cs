using System.Globalization;

namespace Chaos.Systems.Galera;

/// <summary>What a node tells of the group.</summary>
/// <param name="IsPrimary">Whether it is in a primary component.</param>
/// <param name="State">Its state in its own words, for instance Synced.</param>
/// <param name="Size">How many nodes its component has.</param>
/// <param name="View">The number of its view; null outside of a primary component.</param>
/// <param name="Addresses">The addresses of the nodes of its component.</param>
internal sealed record GaleraStatus(bool IsPrimary, string State, int Size, long? View, IReadOnlyList<string> Addresses)
{
    private const string Query = """
        SHOW STATUS WHERE Variable_name IN
        ('wsrep_cluster_status', 'wsrep_local_state_comment', 'wsrep_cluster_size', 'wsrep_cluster_conf_id', 'wsrep_ready', 'wsrep_incoming_addresses')
        """;

    /// <summary>Whether it has applied what the group had replicated, and serves.</summary>
    public bool IsSynced => State == "Synced";

    /// <summary>Asks a node.</summary>
    /// <exception cref="CallException">It did not answer.</exception>
    public static async Task<GaleraStatus> ReadAsync(SqlLink link, CancellationToken cancellationToken)
    {
        var told = (await link.WaitAsync(link.TextsAsync(Query), cancellationToken)).ToDictionary(row => row[0], row => row[1], StringComparer.Ordinal);
        return Of(told);
    }

    /// <summary>Reads the variables by their names.</summary>
    public static GaleraStatus Of(IReadOnlyDictionary<string, string> told)
    {
        var isPrimary = told.GetValueOrDefault("wsrep_cluster_status") == "Primary" && told.GetValueOrDefault("wsrep_ready") == "ON";
        return new(
            isPrimary,
            told.GetValueOrDefault("wsrep_local_state_comment") ?? "not told",
            int.TryParse(told.GetValueOrDefault("wsrep_cluster_size"), CultureInfo.InvariantCulture, out var size) ? size : 0,
            // The largest number stands for none.
            isPrimary && long.TryParse(told.GetValueOrDefault("wsrep_cluster_conf_id"), CultureInfo.InvariantCulture, out var view) ? view : null,
            [.. (told.GetValueOrDefault("wsrep_incoming_addresses") ?? "").Split(',').Select(address => address.Split(':')[0])]);
    }
}
