using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Chaos;

/// <summary>
/// Reads <c>history.jsonl</c>, plain or gzip. The last line may be torn (the writer was killed): it is left out and reported.
/// Everything else that is not as it should be is refused with its line number; nothing is skipped.
/// </summary>
public static class HistoryFile
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="HistoryFormatException">It is empty, not a history, or damaged; the message names file and line.</exception>
    /// <exception cref="IOException">It is not there or cannot be read.</exception>
    public static StoredHistory Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        return Read(file, path);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The bytes; gzip is recognised where the stream can seek.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="HistoryFormatException">It is empty, not a history, or damaged; the message names file and line.</exception>
    public static StoredHistory Read(Stream stream, string name = "the history")
    {
        if (!IsGzip(stream)) return ReadPlain(stream, name);
        using var plain = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
        return ReadPlain(plain, name);
    }

    private static StoredHistory ReadPlain(Stream stream, string name)
    {
        // The array is made once, in the right size, where the lines can be counted first.
        var operations = new Operation[stream.CanSeek ? CountLines(stream) : 1024];
        var decoder = new OperationDecoder();
        using var lines = new LineReader(stream, name);
        var header = ReadHeader(lines, name);
        var count = 0;
        TornLine? torn = null;
        var lastNs = long.MinValue;
        while (lines.TryRead(out var line))
        {
            if (!lines.IsTerminated && OperationDecoder.IsCutOff(line))
            {
                torn = Torn(line, lines.Number);
                break;
            }

            if (count == operations.Length) Array.Resize(ref operations, Math.Max(16, count * 2));
            ref var operation = ref operations[count];
            operation = Parse(line, decoder, count, lines.Number, name);
            if (operation.TimeNs < lastNs)
                throw Wrong(name, lines.Number, $"'time' is {operation.TimeNs}, but the line before has {lastNs}: time never goes back");
            lastNs = operation.TimeNs;
            count++;
        }

        if (count < operations.Length) Array.Resize(ref operations, count);
        return new StoredHistory
        {
            Header = header,
            History = Pair(operations, name),
            TornLine = torn,
            Lines = lines.Number - (torn is null ? 0 : 1),
        };
    }

    private static HistoryHeader ReadHeader(LineReader lines, string name)
    {
        if (!lines.TryRead(out var line))
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

    private static Operation Parse(ReadOnlySpan<byte> line, OperationDecoder decoder, long index, long number, string name)
    {
        try
        {
            return decoder.Read(line, index);
        }
        catch (JsonException exception)
        {
            throw Wrong(name, number, $"this is not JSON ({Reason(exception)}); expected was an operation, one JSON object on one line", exception);
        }
        catch (Exception exception) when (exception is FormatException or InvalidOperationException)
        {
            throw Wrong(name, number, exception.Message, exception);
        }
    }

    private static History Pair(Operation[] operations, string name)
    {
        try
        {
            return History.FromArray(operations);
        }
        catch (HistoryFormatException exception)
        {
            throw new HistoryFormatException($"{name}: {exception.Message} (Entry N is line N+2 of the file.)", exception);
        }
    }

    private static int CountLines(Stream stream)
    {
        var begin = stream.Position;
        var buffer = new byte[256 << 10];
        var lines = 0;
        for (int read; (read = stream.Read(buffer)) > 0;) lines += buffer.AsSpan(0, read).Count((byte)'\n');
        stream.Position = begin;
        return lines;
    }

    private static bool IsGzip(Stream stream)
    {
        if (!stream.CanSeek) return false;
        var begin = stream.Position;
        var isGzip = stream.ReadByte() == 0x1f && stream.ReadByte() == 0x8b;
        stream.Position = begin;
        return isGzip;
    }

    internal static TornLine Torn(ReadOnlySpan<byte> line, long number) =>
        new(number, Encoding.UTF8.GetString(line[..Math.Min(line.Length, 200)]));

    internal static HistoryFormatException Wrong(string name, long number, string what, Exception? cause = null) =>
        new($"{name}, line {number}: {what}.", cause!);

    // The parser's own message repeats positions of a line that it believes to be the whole file.
    internal static string Reason(Exception exception) =>
        exception.Message.Split(" LineNumber:", 2)[0].TrimEnd('.');
}
