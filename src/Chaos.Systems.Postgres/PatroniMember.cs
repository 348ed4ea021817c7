using System.Text.Json;

namespace Chaos.Systems.Postgres;

/// <summary>A member of the cluster, as a node's Patroni tells.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Its role in Patroni's words: leader, sync_standby, replica, ...</param>
/// <param name="State">Its state in Patroni's words: running, streaming, ...</param>
internal sealed record PatroniMember(string Name, string Role, string State)
{
    /// <summary>Whether it is the primary.</summary>
    public bool Leads => Role is "leader" or "standby_leader";

    /// <summary>Whether its server runs, and follows the primary where it is none.</summary>
    public bool IsWell => State == "streaming" || (Leads && State == "running");

    /// <summary>Whether commits wait for it.</summary>
    public bool IsSynchronous => Role is "sync_standby" or "quorum_standby";

    /// <summary>Reads the answer to <c>/cluster</c>.</summary>
    public static IReadOnlyList<PatroniMember> AllOf(JsonElement cluster) =>
        cluster.TryGetProperty("members", out var members)
            ? [.. members.EnumerateArray().Select(each => new PatroniMember(TextOf(each, "name"), TextOf(each, "role"), TextOf(each, "state")))]
            : [];

    private static string TextOf(JsonElement member, string name) => member.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
