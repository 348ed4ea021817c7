using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Chaos;

/// <summary>
/// Reads <c>history.jsonl</c>, plain or gzip, on all cores. The last line may be torn (the writer was killed): it is left out and
/// reported. Everything else that is not as it should be is refused with its line number; nothing is skipped.
/// </summary>
public static class HistoryFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HistoryFormatException">It is empty, not a history, or damaged; the message names file and line.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    /// <exception cref="MemoryLimitException">The history takes more than the limit, in bytes.</exception>
    public static StoredHistory Read(string path, long memoryLimitBytes = long.MaxValue)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return Read(file, path, memoryLimitBytes);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The bytes; gzip is recognised where the stream can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="memoryLimitBytes">How much the history may take in memory.</param>
    /// <exception cref="HistoryFormatException">It is empty, not a history, or damaged; the message names file and line.</exception>
    /// <exception cref="MemoryLimitException">The history takes more.</exception>
    public static StoredHistory Read(Stream stream, string name = "the history", long memoryLimitBytes = long.MaxValue)
    {
        if (!IsGzip(stream)) return Read(stream, name, memoryLimitBytes, stream.CanSeek ? stream.Length - stream.Position : null);
        using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        return Read(plain, name, memoryLimitBytes, null);
    }

    private static StoredHistory Read(Stream stream, string name, long memoryLimitBytes, long? totalBytes)
    {
        var blocks = new TextBlocks(stream, name);
        var first = new TextBlock((int)Math.Clamp(totalBytes + 1 ?? TextBlocks.BlockBytes, 16, TextBlocks.BlockBytes));
        var header = ReadHeader(blocks, first, name);
        var assembly = new HistoryAssembly(name, totalBytes, memoryLimitBytes);
        BlockPipeline.Run(blocks, first, assembly, name);
        return new StoredHistory
        {
            Header = header,
            History = Pair(assembly.Columns, name),
            TornLine = assembly.Torn,
            Lines = assembly.Columns.Count + 1,
        };
    }

    private static HistoryHeader ReadHeader(TextBlocks blocks, TextBlock first, string name)
    {
        if (!blocks.TryReadFirstLine(first, out var line))
        {
            throw new HistoryFormatException(
                $"{name} is empty. A history begins with a header line: {{\"schema\":\"{HistoryHeader.CurrentSchema}\", ...}}.");
        }

        try
        {
            return OperationDecoder.ReadHeader(line);
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            throw Wrong(name, 1, $"this is not the header of a history ({Reason(exception)}); "
                + $"expected was {{\"schema\":\"{HistoryHeader.CurrentSchema}\", ...}}", exception);
        }
    }

    private static History Pair(OperationColumns columns, string name)
    {
        try
        {
            return new History(columns);
        }
        catch (HistoryFormatException exception)
        {
            throw new HistoryFormatException($"{name}: {exception.Message} (Entry N is line N+2 of the file.)", exception);
        }
    }

    private static bool IsGzip(Stream stream)
    {
        if (!stream.CanSeek) return false;
        var begin = stream.Position;
        var isGzip = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = begin;
        return isGzip;
    }

    // Where each entry ended takes four bytes more in the end.
    internal static void RequireRoom(OperationColumns columns, long limitBytes, string name)
    {
        if (columns.Bytes + (columns.Count * (long)sizeof(int)) > limitBytes)
        {
            throw new MemoryLimitException(
                $"the memory limit of {limitBytes >> 20} MiB was reached while {name} was read, after {columns.Count:N0} of its entries");
        }
    }

    internal static void RequireOrder(string name, long number, long beforeNs, long timeNs)
    {
        if (timeNs < beforeNs)
            throw Wrong(name, number, $"'time' is {timeNs}, but the line before has {beforeNs}: time never goes back");
    }

    internal static TornLine Torn(ReadOnlySpan<byte> line, long number) =>
        new(number, Encoding.UTF8.GetString(line[..Math.Min(line.Length, 200)]));

    internal static HistoryFormatException Wrong(string name, long number, string what, Exception? cause = null) =>
        new($"{name}, line {number}: {what}.", cause!);

    // The parser's own message repeats positions of a line that it believes to be the whole file.
    internal static string Reason(Exception exception) =>
        exception.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
}
