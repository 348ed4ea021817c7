using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>The streams that Chaos makes: one keeps the last message of each key, the other all messages.</summary>
internal static class NatsStreams
{
    /// <summary>The stream of the registers: a bucket of NATS' key-value store.</summary>
    public const string Registers = "KV_chaos";

    /// <summary>The stream of the logs.</summary>
    public const string Logs = "LOG_chaos";

    /// <summary>The header of a message without a value: a poll that found nothing stores one, and looks again up to it.</summary>
    public const string Mark = "Chaos-Mark: end";

    private const int MostReplicas = 5;

    /// <summary>The subject of a register.</summary>
    public static string RegisterSubject(string key) => $"$KV.chaos.{key}";

    /// <summary>The subject of a log.</summary>
    public static string LogSubject(string key) => $"chaos.log.{key}";

    /// <summary>The stream that operations of a type use.</summary>
    public static string Of(string operationType) => operationType == LogOperations.TypeName ? Logs : Registers;

    /// <summary>Creates both; a stream that is there already with the same configuration is left as it is.</summary>
    /// <exception cref="CallException">One could not be created.</exception>
    public static async Task CreateAsync(NatsLink link, int nodes, CancellationToken cancellationToken)
    {
        await CreateAsync(link, Registers, "$KV.chaos.>", 1, nodes, cancellationToken);
        await CreateAsync(link, Logs, "chaos.log.>", -1, nodes, cancellationToken);
    }

    /// <summary>The name of a stream's Raft group and its leader, as a server knows it.</summary>
    /// <exception cref="CallException">There is none, or it has no leader.</exception>
    public static async Task<string?> LeaderAsync(NatsLink link, string stream, CancellationToken cancellationToken)
    {
        var reply = await link.RequestAsync($"$JS.API.STREAM.INFO.{stream}", "", [], cancellationToken);
        return reply.Answer().TryGetProperty("cluster", out var cluster) && cluster.TryGetProperty("leader", out var leader)
            ? leader.GetString()
            : null;
    }

    /// <summary>Publishes a message, and gives its number in the stream once a quorum has it.</summary>
    /// <exception cref="CallException">It was not acknowledged.</exception>
    public static async Task<long> StoreAsync(NatsLink link, string subject, string headers, byte[] payload, CancellationToken cancellationToken)
    {
        var reply = await link.RequestAsync(subject, headers, payload, cancellationToken);
        return reply.Answer().GetProperty("seq").GetInt64();
    }

    /// <summary>Asks a stream's leader for one message; null where it has none.</summary>
    /// <exception cref="CallException">It answered with another error, or not at all.</exception>
    public static async Task<JsonElement?> FindAsync(NatsLink link, string stream, string request, CancellationToken cancellationToken)
    {
        var reply = await link.RequestAsync($"$JS.API.STREAM.MSG.GET.{stream}", "", Encoding.UTF8.GetBytes(request), cancellationToken);
        try
        {
            return reply.Answer().GetProperty("message");
        }
        catch (CallException e) when (e.Row == NatsErrors.Answers[NatsErrors.NoMessage])
        {
            return null;
        }
    }

    /// <summary>Whether a message that was found has a header.</summary>
    public static bool HasHeader(JsonElement message, string header) => message.TryGetProperty("hdrs", out var headers)
        && Encoding.UTF8.GetString(headers.GetBytesFromBase64()).Contains(header, StringComparison.Ordinal);

    private static async Task CreateAsync(
        NatsLink link, string name, string subjects, int perSubject, int nodes, CancellationToken cancellationToken)
    {
        var config = JsonSerializer.Serialize(new Dictionary<string, object>
        {
            ["name"] = name,
            ["subjects"] = new[] { subjects },
            ["retention"] = "limits",
            ["storage"] = "file",
            ["discard"] = "new",
            ["max_msgs_per_subject"] = perSubject,
            ["num_replicas"] = Math.Min(nodes, MostReplicas),
            ["allow_direct"] = true,
            ["deny_delete"] = true,
        });
        var reply = await link.RequestAsync(
            string.Create(CultureInfo.InvariantCulture, $"$JS.API.STREAM.CREATE.{name}"), "", Encoding.UTF8.GetBytes(config), cancellationToken);
        reply.Answer();
    }
}
