using System.Text;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>A message of NATS: its headers, a first line with a status where there is one, and its payload.</summary>
internal sealed record NatsMessage(string Headers, byte[] Payload)
{
    /// <summary>The status of the first line of the headers (404, 503, ...); null where there is none.</summary>
    public string? Status
    {
        get
        {
            var line = Headers.AsSpan(0, Math.Max(0, Headers.IndexOf('\r', StringComparison.Ordinal)));
            return line.StartsWith("NATS/1.0 ") ? line[9..].Trim().ToString().Split(' ')[0] : null;
        }
    }

    /// <summary>The value of a header; null where it is not there.</summary>
    public string? Header(string name) => Headers.Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    /// <summary>The payload as JSON, which is an answer of JetStream.</summary>
    /// <exception cref="CallException">It tells an error, or is none.</exception>
    public JsonElement Answer()
    {
        if (Status is "503") throw new CallException(NatsErrors.NoResponders);
        try
        {
            using var document = JsonDocument.Parse(Payload);
            var root = document.RootElement.Clone();
            if (!root.TryGetProperty("error", out var error)) return root;
            throw NatsErrors.Of(
                error.TryGetProperty("err_code", out var code) ? code.GetInt32() : 0,
                error.TryGetProperty("description", out var words) ? words.GetString() ?? "" : "");
        }
        catch (JsonException e)
        {
            throw new CallException(TransportErrors.UnknownAnswer, $"{Headers.Trim()} {Encoding.UTF8.GetString(Payload)}", e);
        }
    }
}
