using System.Buffers;
using System.Text.Json;

namespace Chaos.Systems;

/// <summary>What a cell holds, as the bytes that a store keeps: JSON.</summary>
internal static class CellText
{
    /// <summary>The bytes of a value.</summary>
    public static byte[] Write(Value value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) Write(json, value);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The value of such bytes; others are kept as text, so that a checker sees them.</summary>
    public static Value Read(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return ValueOf(document.RootElement);
        }
        catch (JsonException)
        {
            return Value.Of(System.Text.Encoding.UTF8.GetString(bytes.Span));
        }
    }

    private static void Write(Utf8JsonWriter json, Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Null: json.WriteNullValue(); break;
            case ValueKind.Integer: json.WriteNumberValue(value.AsInteger()); break;
            case ValueKind.Text: json.WriteStringValue(value.AsText()); break;
            default:
                json.WriteStartArray();
                foreach (var item in value.AsList()) Write(json, item);
                json.WriteEndArray();
                break;
        }
    }

    private static Value ValueOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => Value.Null,
        JsonValueKind.Number when element.TryGetInt64(out var integer) => Value.Of(integer),
        JsonValueKind.String => Value.Of(element.GetString()),
        JsonValueKind.Array => Value.Of([.. element.EnumerateArray().Select(ValueOf)]),
        _ => Value.Of(element.GetRawText()),
    };
}
