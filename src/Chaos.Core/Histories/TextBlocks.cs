using System.Runtime.ExceptionServices;

namespace Chaos;

/// <summary>
/// Cuts a stream into blocks of whole lines, in order. What goes wrong while reading comes up after the lines before it: they may hold
/// an error of their own, which is told first.
/// </summary>
internal sealed class TextBlocks(Stream stream, string name)
{
    /// <summary>How long a block is as a rule; a longer line makes a longer one.</summary>
    public const int BlockBytes = 256 << 10;

    private const int LineLimitBytes = 64 << 20;
    private byte[] rest = new byte[4 << 10]; // the beginning of the next block's first line
    private int restLength;
    private bool atEnd;
    private long lines;
    private ExceptionDispatchInfo? failure;

    /// <summary>The first line without its end; false where there is none.</summary>
    /// <remarks>To be asked for before any block.</remarks>
    public bool TryReadFirstLine(TextBlock block, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (!TryFill(block)) return false;
        var text = block.Buffer.AsSpan(0, block.Length);
        var feed = text.IndexOf((byte)'\n');
        line = (feed < 0 ? text : text[..feed]).ToArray();
        if (feed > 0 && line[^1] == '\r') line = line[..^1];
        if (feed < 0) feed = text.Length - 1;
        text[(feed + 1)..].CopyTo(text);
        block.Length -= feed + 1;
        block.FirstLine++;
        block.LineCount--;
        return true;
    }

    /// <summary>Fills a block; false where nothing is left.</summary>
    /// <exception cref="HistoryFormatException">A line has no end, or the compressed file is damaged.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    public bool TryFill(TextBlock block)
    {
        failure?.Throw();
        if (block.Buffer.Length < restLength) block.Buffer = new byte[restLength * 2];
        rest.AsSpan(0, restLength).CopyTo(block.Buffer);
        var (length, end) = (restLength, 0);
        while (end == 0 && !atEnd)
        {
            var searched = length;
            length = Read(block, length);
            end = block.Buffer.AsSpan(searched, length - searched).LastIndexOf((byte)'\n') is var feed and >= 0 ? searched + feed + 1 : 0;
        }

        // The beginning of a line that could not be read to its end is nobody's error.
        if (atEnd && failure is null) end = length;
        Keep(block.Buffer.AsSpan(end, length - end));
        if (end == 0) failure?.Throw();
        block.Length = end;
        block.FirstLine = lines + 1;
        block.LineCount = CountLines(block.Buffer.AsSpan(0, end));
        lines += block.LineCount;
        return end > 0;
    }

    // Reads until the buffer is full or nothing is left; a full one grows first.
    private int Read(TextBlock block, int length)
    {
        if (length == block.Buffer.Length)
        {
            if (length >= LineLimitBytes)
            {
                Fail(new HistoryFormatException($"{name}, line {lines + 1}: longer than {LineLimitBytes} bytes."));
                return length;
            }

            var larger = new byte[length * 2];
            block.Buffer.AsSpan(0, length).CopyTo(larger);
            block.Buffer = larger;
        }

        try
        {
            while (length < block.Buffer.Length && !atEnd)
            {
                var count = stream.Read(block.Buffer.AsSpan(length));
                length += count;
                atEnd = count == 0;
            }
        }
        catch (InvalidDataException broken)
        {
            Fail(new HistoryFormatException($"{name}: the compressed file is damaged: {broken.Message}", broken));
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Fail(broken);
        }

        return length;
    }

    private void Fail(Exception exception)
    {
        failure = ExceptionDispatchInfo.Capture(exception);
        atEnd = true;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (rest.Length < bytes.Length) rest = new byte[bytes.Length * 2];
        bytes.CopyTo(rest);
        restLength = bytes.Length;
    }

    private static int CountLines(ReadOnlySpan<byte> text) =>
        text.Count((byte)'\n') + (text.Length > 0 && text[^1] != '\n' ? 1 : 0);
}
