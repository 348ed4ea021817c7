using System.Buffers;

namespace Chaos;

/// <summary>Splits a stream into lines without copying them: a line is a span of a pooled buffer, good until the next call.</summary>
internal sealed class LineReader(Stream stream, string name) : IDisposable
{
    private const int LineLimitBytes = 64 << 20;
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(256 << 10);
    private int start;
    private int end;
    private bool atEnd;

    /// <summary>The number of the line read last, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line read last ended with a line feed.</summary>
    public bool IsTerminated { get; private set; }

    public bool TryRead(out ReadOnlySpan<byte> line)
    {
        var searched = start;
        while (true)
        {
            var feed = buffer.AsSpan(searched, end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                line = Take(searched + feed, 1);
                IsTerminated = true;
                return true;
            }

            searched = end;
            if (!atEnd)
            {
                searched -= MakeRoom();
                Fill();
                continue;
            }

            line = Take(end, 0);
            IsTerminated = false;
            if (line.Length > 0) return true;
            Number--;
            return false;
        }
    }

    public void Dispose()
    {
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private ReadOnlySpan<byte> Take(int lineEnd, int feedLength)
    {
        var line = buffer.AsSpan(start, lineEnd - start);
        start = lineEnd + feedLength;
        Number++;
        return line is [.., (byte)'\r'] && feedLength == 1 ? line[..^1] : line;
    }

    // Moves the unfinished line to the front, in a larger buffer where it fills this one. Returns how far it moved.
    private int MakeRoom()
    {
        var length = end - start;
        var moved = start;
        var target = buffer;
        if (length == buffer.Length)
        {
            if (length >= LineLimitBytes)
                throw new HistoryFormatException($"{name}, line {Number + 1}: longer than {LineLimitBytes} bytes.");
            target = ArrayPool<byte>.Shared.Rent(length * 2);
        }

        buffer.AsSpan(start, length).CopyTo(target);
        if (target != buffer) ArrayPool<byte>.Shared.Return(buffer);
        buffer = target;
        start = 0;
        end = length;
        return moved;
    }

    private void Fill()
    {
        try
        {
            var count = stream.Read(buffer.AsSpan(end));
            end += count;
            atEnd = count == 0;
        }
        catch (InvalidDataException exception)
        {
            throw new HistoryFormatException($"{name}: the compressed file is damaged: {exception.Message}", exception);
        }
    }
}
