using System.Net.Http.Headers;

namespace Chaos.Systems;

/// <summary>
/// Asks a server's administration over HTTP (https://zookeeper.apache.org/doc/r3.9.3/zookeeperAdmin.html#sc_adminserver) for a snapshot, which it has
/// since 3.9. It may be taken at any time.
/// </summary>
internal static class ZooKeeperAdmin
{
    /// <summary>The name of the administration's port.</summary>
    public const string Port = "admin";

    /// <summary>The task of maintenance that it carries out.</summary>
    public const string Snapshot = "snapshot";

    // Whoever asks must say who he is; the tree has no access lists, so that it may be anybody.
    private static readonly AuthenticationHeaderValue anybody = new("digest", "chaos:chaos");

    /// <summary>The tasks of maintenance, by name.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [Snapshot];

    /// <summary>Has a server write a snapshot to its disk.</summary>
    /// <returns>Its size, and the last transaction in it, in hexadecimal.</returns>
    /// <exception cref="ProbeException">It was refused.</exception>
    public static async Task<(long Bytes, string Zxid)> SnapshotAsync(NodeDialer server, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(server, streaming: false, cancellationToken);
        return answer.Number("snapshot_size") is { } bytes and > 0 && answer.Word("last_zxid") is { } zxid
            ? (bytes, zxid)
            : throw new ProbeException("it took one without telling its size");
    }

    /// <summary>The digest of a server's tree, and the last transaction that it counts; the snapshot before it is sent, and kept as well.</summary>
    /// <exception cref="ProbeException">It was refused, or there is no digest.</exception>
    public static async Task<ZooKeeperDigest> DigestAsync(NodeDialer server, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(server, streaming: true, cancellationToken);
        return ZooKeeperDigest.Read(answer.Body) ?? throw new ProbeException($"no digest at the end of a snapshot of {answer.Body.Length} bytes");
    }

    private static async Task<HttpAnswer> AskAsync(NodeDialer server, bool streaming, CancellationToken cancellationToken)
    {
        await using var http = new HttpNode(server, anybody);
        var answer = await http.GetAsync($"/commands/{Snapshot}?streaming={(streaming ? "true" : "false")}", cancellationToken);
        return answer.Status == 200 ? answer : throw new ProbeException($"{answer.Status} {answer.Text}");
    }
}
