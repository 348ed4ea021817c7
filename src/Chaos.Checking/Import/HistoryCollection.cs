using System.IO.Compression;
using System.Text.Json;

namespace Chaos.Checking;

/// <summary>
/// Files that hold many histories, plain or gzip: one JSON object a line, <c>{"name", "model", "linearizable", "history": [..]}</c>, of
/// which only the history is required. Its entries are <c>{"process", "type", "f", "key", "value", "time", "error"}</c>, of which the last
/// four may be missing; booleans become texts. A time that goes back is taken as the one before.
/// </summary>
public static class HistoryCollection
{
    private const int PeekBytes = 4096;

    /// <summary>Whether a file looks like a collection: its first line has a member <c>history</c> and is no header of ours.</summary>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static bool IsCollection(string path)
    {
        try
        {
            using var stream = Open(path);
            var buffer = new byte[PeekBytes];
            var line = buffer.AsSpan(0, stream.ReadAtLeast(buffer, PeekBytes, throwOnEndOfStream: false));
            var end = line.IndexOf((byte)'\n');
            line = end < 0 ? line : line[..end];
            return line.StartsWith("{"u8) && line.IndexOf("\"history\":"u8) >= 0 && line.IndexOf("\"schema\":"u8) < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    /// <summary>Reads the histories, one after the other; only one is held at a time.</summary>
    /// <exception cref="HistoryFormatException">A line is damaged; the message names file and line.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static IEnumerable<NamedHistory> Read(string path)
    {
        using var lines = new StreamReader(Open(path));
        for (var number = 1; NextLine(lines, path, number) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(line, $"{path}, line {number}", number);
        }
    }

    /// <summary>Reads one history of a collection.</summary>
    /// <exception cref="UsageException">There is none of that name; the message names the nearest one.</exception>
    /// <exception cref="HistoryFormatException">A line before it is damaged; the message names file and line.</exception>
    public static NamedHistory Find(string path, string name)
    {
        var names = new List<string>();
        foreach (var item in Read(path))
        {
            if (item.Name == name) return item;
            names.Add(item.Name);
        }

        throw new UsageException($"{path}: {NearestName.Unknown("history", name, names.Take(100))}");
    }

    private static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var isGzip = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static string? NextLine(StreamReader lines, string path, int number)
    {
        try
        {
            return BoundedLine.Read(lines, $"{path}, line {number}");
        }
        catch (InvalidDataException broken)
        {
            throw new HistoryFormatException(
                $"{path}, line {number}: the gzip data is damaged ({broken.Message.TrimEnd('.')}). Get the file again.", broken);
        }
    }

    private static NamedHistory Parse(string line, string place, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("history", out var history)
                || history.ValueKind is not JsonValueKind.Array)
            {
                throw new FormatException("expected was an object with a member 'history', a list of operations");
            }

            var operations = new List<Operation>();
            var pairs = new PairingGuard();
            foreach (var entry in history.EnumerateArray())
            {
                operations.Add(CollectionEntry.Read(entry, operations));
                pairs.Add(operations[^1], $"entry {operations.Count - 1}");
            }

            return new NamedHistory(
                CollectionEntry.Text(root, "name") ?? $"line {number}",
                CollectionEntry.Text(root, "model"),
                CollectionEntry.Flag(root, "linearizable"),
                new History(operations));
        }
        catch (JsonException broken)
        {
            throw new HistoryFormatException($"{place}: this is not JSON; expected was one JSON object on one line with a 'history'.", broken);
        }
        catch (Exception broken) when (broken is FormatException or InvalidOperationException or HistoryFormatException)
        {
            throw new HistoryFormatException($"{place}: {broken.Message.TrimEnd('.')}.", broken);
        }
    }
}
