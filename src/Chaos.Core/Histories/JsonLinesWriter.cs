using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Chaos;

/// <summary>Appends records to a file, each handed to the kernel at once, or late where that will do. Safe for several threads.</summary>
internal sealed class JsonLinesWriter<T>(string path, JsonTypeInfo<T> type, bool late = false) : IDisposable
{
    private readonly Lock gate = new();
    private readonly ArrayBufferWriter<byte> buffer = new();
    private readonly FileStream file = new(path, FileMode.Append, FileAccess.Write, FileShare.Read, late ? 1 << 16 : 0);

    public void Append(T record)
    {
        lock (gate)
        {
            buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(buffer)) JsonSerializer.Serialize(json, record, type);
            buffer.Write("\n"u8);
            file.Write(buffer.WrittenSpan);
        }
    }

    public void Dispose()
    {
        lock (gate) file.Dispose();
    }
}
