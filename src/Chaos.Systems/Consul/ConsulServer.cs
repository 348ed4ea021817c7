using System.Text.Json;

namespace Chaos.Systems;

/// <summary>A server in Consul's Raft configuration.</summary>
/// <param name="Id">Its id, which is new with empty data.</param>
/// <param name="Address">Its address, without the port.</param>
/// <param name="Voter">Whether it votes. A server that joined does not until it has kept up for a while.</param>
internal sealed record ConsulServer(string Id, string Address, bool Voter)
{
    /// <summary>Reads the answer of <c>/v1/operator/raft/configuration</c>.</summary>
    /// <exception cref="ProbeException">It is something else.</exception>
    public static IReadOnlyList<ConsulServer> Parse(HttpAnswer answer)
    {
        if (answer.Status != 200) throw new ProbeException($"{answer.Status} {answer.Text}");
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return
            [
                .. document.RootElement.GetProperty("Servers"u8).EnumerateArray().Select(server => new ConsulServer(
                    server.GetProperty("ID"u8).GetString()!,
                    server.GetProperty("Address"u8).GetString()!.Split(':')[0],
                    server.GetProperty("Voter"u8).GetBoolean())),
            ];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new ProbeException("an answer about the members that is none", e);
        }
    }
}
