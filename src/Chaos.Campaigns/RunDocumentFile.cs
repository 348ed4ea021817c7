using System.Text.Json;

namespace Chaos.Campaigns;

/// <summary><see cref="RunDocument"/> to and from <c>run.json</c>.</summary>
public static class RunDocumentFile
{
    /// <summary>Writes it beside the old one and renames it, so that a full disk leaves the old one whole.</summary>
    public static async Task WriteAsync(string path, RunDocument document)
    {
        var beside = path + ".new";
        await File.WriteAllTextAsync(beside, JsonSerializer.Serialize(document, RunJson.Default.RunDocument) + "\n");
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>The same without waiting, for where a thread must not be left.</summary>
    public static void Write(string path, RunDocument document)
    {
        var beside = path + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(document, RunJson.Default.RunDocument) + "\n");
        File.Move(beside, path, overwrite: true);
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="HistoryFormatException">It is not what <see cref="WriteAsync"/> wrote.</exception>
    public static async Task<RunDocument> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken);
            var document = JsonSerializer.Deserialize(text, RunJson.Default.RunDocument);
            if (document?.Schema == RunDocument.CurrentSchema) return document;
            throw new HistoryFormatException(
                $"{path}: expected schema {RunDocument.CurrentSchema}, found {document?.Schema ?? "nothing"}. "
                + "It was written by another version of Chaos; check its history.jsonl alone.");
        }
        catch (JsonException failure)
        {
            throw new HistoryFormatException(
                $"{path}, line {failure.LineNumber + 1}: expected the run as JSON. Check its history.jsonl alone. ({failure.Message})",
                failure);
        }
    }
}
