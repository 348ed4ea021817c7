namespace Chaos.Systems;

/// <summary>
/// Consul's task of maintenance: a snapshot, which the asked server takes of its own state through its Raft, and sends
/// (https://developer.hashicorp.com/consul/api-docs/snapshot). It is safe at any time.
/// </summary>
internal static class ConsulMaintenance
{
    /// <summary>The task.</summary>
    public const string Snapshot = "snapshot";

    // The archive is a gzip file: whatever else comes is none.
    private const byte GzipFirst = 0x1f, GzipSecond = 0x8b;

    /// <summary>The tasks, by name.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [Snapshot];

    /// <summary>Has a server take a snapshot.</summary>
    /// <returns>The length of the archive, and the index up to which it counts.</returns>
    /// <exception cref="ProbeException">It was refused, or what came is no archive.</exception>
    public static async Task<(int Bytes, string Index)> SnapshotAsync(HttpNode server, CancellationToken cancellationToken)
    {
        // Without 'stale' it would be the leader's, whoever is asked.
        var answer = await server.GetAsync($"/v1/{Snapshot}?{ConsulSettings.Stale}", cancellationToken);
        if (answer.Status != 200) throw new ProbeException($"{answer.Status} {answer.Text}");
        return answer.Body is [GzipFirst, GzipSecond, ..]
            ? (answer.Body.Length, answer.Word("X-Consul-Index") ?? "unknown")
            : throw new ProbeException($"{answer.Body.Length} bytes that are no archive");
    }
}
