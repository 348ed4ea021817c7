using System.Text.Json;

namespace Chaos.Systems;

/// <summary>What a server of NATS tells on its monitoring port.</summary>
internal static class NatsMonitor
{
    /// <summary>Whether it says that it and all its streams are well and up to date.</summary>
    public static async Task<bool> IsHealthyAsync(NodeDialer monitor, CancellationToken cancellationToken) =>
        await IllnessAsync(monitor, cancellationToken) is null;

    /// <summary>What it says is wrong; null for nothing.</summary>
    public static async Task<string?> IllnessAsync(NodeDialer monitor, CancellationToken cancellationToken)
    {
        await using var http = new HttpNode(monitor);
        var answer = await http.GetAsync("/healthz", cancellationToken);
        return answer.Status == 200 ? null : answer.Text;
    }

    /// <summary>The server's version.</summary>
    public static async Task<string> VersionAsync(NodeDialer monitor, CancellationToken cancellationToken)
    {
        using var document = await ReadAsync(monitor, "/varz", cancellationToken)
            ?? throw new ProbeException("it does not tell about itself (/varz)");
        return document.RootElement.GetProperty("version").GetString()!;
    }

    /// <summary>The Raft group of a stream and the node that leads it, as the server knows it; null where it keeps no replica.</summary>
    public static async Task<(string? Group, string? Leader)?> StreamAsync(NodeDialer monitor, string stream, CancellationToken cancellationToken)
    {
        using var document = await ReadAsync(monitor, "/jsz?streams=1&raft=1", cancellationToken);
        if (document is null || !document.RootElement.TryGetProperty("account_details", out var accounts)) return null;
        foreach (var each in accounts.EnumerateArray().SelectMany(StreamsOf))
        {
            if (each.GetProperty("name").GetString() != stream) continue;
            if (!each.TryGetProperty("cluster", out var cluster)) return (null, null);
            return (
                cluster.TryGetProperty("raft_group", out var group) ? group.GetString()
                    : each.TryGetProperty("stream_raft_group", out var older) ? older.GetString() : null,
                cluster.TryGetProperty("leader", out var leader) ? leader.GetString() : null);
        }

        return null;
    }

    /// <summary>The server's role in a Raft group; null where it tells none (before 2.10.23).</summary>
    public static async Task<RoleView?> RoleAsync(NodeDialer monitor, string group, string node, CancellationToken cancellationToken)
    {
        using var document = await ReadAsync(monitor, $"/raftz?acc=$G&group={group}", cancellationToken);
        if (document is null || !document.RootElement.TryGetProperty("$G", out var groups) || !groups.TryGetProperty(group, out var raft)) return null;
        var role = raft.GetProperty("state").GetString() switch
        {
            "LEADER" => NodeRole.Leader,
            "FOLLOWER" => NodeRole.Follower,
            "CANDIDATE" => NodeRole.Candidate,
            _ => NodeRole.Unknown,
        };
        var leader = role is NodeRole.Leader ? node
            : raft.TryGetProperty("leader", out var id) && id.GetString() is { Length: > 0 } peer ? PeerName(raft, peer) : null;
        return new(role is NodeRole.Follower && leader is null ? NodeRole.Candidate : role, raft.GetProperty("term").GetInt64(), leader);
    }

    private static IEnumerable<JsonElement> StreamsOf(JsonElement account) =>
        account.TryGetProperty("stream_detail", out var streams) ? streams.EnumerateArray() : [];

    private static string? PeerName(JsonElement raft, string id) =>
        raft.TryGetProperty("peers", out var peers) && peers.TryGetProperty(id, out var peer) && peer.TryGetProperty("name", out var name)
            ? name.GetString()
            : id;

    private static async Task<JsonDocument?> ReadAsync(NodeDialer monitor, string path, CancellationToken cancellationToken)
    {
        await using var http = new HttpNode(monitor);
        var answer = await http.GetAsync(path, cancellationToken);
        if (answer.Status == 404) return null;
        if (answer.Status != 200) throw new ProbeException($"{answer.Status} {answer.Text}");
        try
        {
            return JsonDocument.Parse(answer.Body);
        }
        catch (JsonException e)
        {
            throw new ProbeException($"{path} is answered with something else than JSON", e);
        }
    }
}
