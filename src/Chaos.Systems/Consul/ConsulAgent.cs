using System.Globalization;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>What an agent of Consul says about itself.</summary>
/// <param name="Version">Its version.</param>
/// <param name="State">Leader, Follower, Candidate or Shutdown.</param>
/// <param name="Term">Its term; read apart from the state.</param>
/// <param name="Leader">The address of the server that it takes for the leader; null where it knows none.</param>
internal sealed record ConsulAgent(string Version, string State, long? Term, string? Leader)
{
    /// <summary>Reads the answer of <c>/v1/agent/self</c>.</summary>
    /// <exception cref="ProbeException">It is something else.</exception>
    public static ConsulAgent Parse(HttpAnswer answer)
    {
        if (answer.Status != 200) throw new ProbeException($"{answer.Status} {answer.Text}");
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var stats = document.RootElement.GetProperty("Stats");
            var raft = stats.GetProperty("raft");
            var leader = stats.GetProperty("consul").TryGetProperty("leader_addr", out var address) ? address.GetString() : null;
            return new(
                document.RootElement.GetProperty("Config").GetProperty("Version"u8).GetString()!,
                raft.GetProperty("state").GetString()!,
                long.TryParse(raft.GetProperty("term").GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var term) ? term : null,
                string.IsNullOrEmpty(leader) ? null : leader.Split(':')[0]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ProbeException("an answer about itself that is none", e);
        }
    }

    /// <summary>The role that it tells.</summary>
    public NodeRole Role => State switch
    {
        "Leader" => NodeRole.Leader,
        "Follower" when Leader is not null => NodeRole.Follower,
        "Follower" or "Candidate" => NodeRole.Candidate,
        _ => NodeRole.Unknown,
    };
}
