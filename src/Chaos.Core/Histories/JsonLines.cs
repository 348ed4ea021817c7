using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Chaos;

/// <summary>Reads files of JSON lines: every line a record, the last one possibly torn.</summary>
internal static class JsonLines
{
    public static StoredRecords<T> Read<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        using var lines = new LineReader(file, path);
        var records = new List<T>();
        while (lines.TryRead(out var line))
        {
            if (!lines.IsTerminated && OperationDecoder.IsCutOff(line))
                return new StoredRecords<T>(records, HistoryFile.Torn(line, lines.Number));
            try
            {
                records.Add(JsonSerializer.Deserialize(line, type) ?? throw new JsonException("null is not a record"));
            }
            catch (JsonException exception)
            {
                throw HistoryFile.Wrong(
                    path, lines.Number, $"this is not a {typeof(T).Name} ({HistoryFile.Reason(exception)})", exception);
            }
        }

        return new StoredRecords<T>(records, null);
    }
}
