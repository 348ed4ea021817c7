using System.Text.Json;

namespace Chaos.Systems;

/// <summary>A key of Consul's store as a server tells it.</summary>
/// <param name="Value">Its value; null (nil) where the key is not there.</param>
/// <param name="ModifyIndex">The index of its last change; 0 where it is not there.</param>
/// <param name="Session">The session that holds it, where one does.</param>
internal sealed record ConsulEntry(Value Value, long ModifyIndex, string? Session)
{
    private static readonly ConsulEntry absent = new(default, 0, null);

    /// <summary>Reads an answer to a read of one key.</summary>
    /// <exception cref="CallException">It is an error.</exception>
    public static ConsulEntry Of(HttpAnswer answer)
    {
        if (answer.Status == 404) return absent;
        if (answer.Status != 200) throw ConsulErrors.Of(answer);
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            var entry = document.RootElement[0];
            var value = entry.GetProperty("Value"u8);
            return new(
                value.ValueKind is JsonValueKind.Null ? Value.Of("") : RegisterValues.Decode(value.GetBytesFromBase64()),
                entry.GetProperty("ModifyIndex"u8).GetInt64(),
                entry.TryGetProperty("Session"u8, out var session) ? session.GetString() : null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            throw new CallException(TransportErrors.UnknownAnswer, answer.Text, e);
        }
    }
}
