using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Chaos.Agent;

/// <summary>Requests and replies to and from lines.</summary>
internal static class AgentWire
{
    // What the agent does not know it refuses: a field that it overlooked would be a fault that is not there. Of a reply the
    // controller takes what it knows.
    private static readonly AgentJson Strict = new(new JsonSerializerOptions(AgentJson.Default.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    });

    /// <summary>One line, with its line feed.</summary>
    public static byte[] Encode(AgentRequest request) => Line(request, AgentJson.Default.AgentRequest);

    /// <summary>One line, with its line feed.</summary>
    public static byte[] Encode(AgentReply reply) => Line(reply, AgentJson.Default.AgentReply);

    /// <summary>Reads a line, with or without its line feed.</summary>
    /// <exception cref="FormatException">The line is no request.</exception>
    public static AgentRequest DecodeRequest(ReadOnlySpan<byte> line) => Parse(line, Strict.AgentRequest, "request");

    /// <summary>Reads a line, with or without its line feed.</summary>
    /// <exception cref="FormatException">The line is no reply.</exception>
    public static AgentReply DecodeReply(ReadOnlySpan<byte> line) => Parse(line, AgentJson.Default.AgentReply, "reply");

    /// <summary>The id in a line that is no request, so that its sender can be told; 0 if there is none to be found.</summary>
    public static long IdOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("id", out var id)
                && id.ValueKind == JsonValueKind.Number
                && id.TryGetInt64(out var number)
                    ? number
                    : 0;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    private static byte[] Line<T>(T value, JsonTypeInfo<T> type)
    {
        // JSON escapes control characters: the only line feed is the one at the end.
        var json = JsonSerializer.SerializeToUtf8Bytes(value, type);
        return [.. json, (byte)'\n'];
    }

    private static T Parse<T>(ReadOnlySpan<byte> line, JsonTypeInfo<T> type, string what)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(line, type) ?? throw new FormatException($"Expected a {what} of the agent, found null.");
        }
        catch (Exception e) when (e is JsonException or NotSupportedException)
        {
            throw new FormatException($"Expected a {what} of the agent: {e.Message}", e);
        }
    }
}
