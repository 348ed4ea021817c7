namespace Chaos.Agent;

/// <summary>Splits a stream into lines of bounded length.</summary>
internal sealed class RequestLines(Stream stream, int mostBytes)
{
    private byte[] buffer = new byte[4096];
    private int start;
    private int end;

    /// <summary>
    /// The next line without its line feed, valid until the next call; null at the end of the stream. What follows the last line
    /// feed is no line: a request that was cut short must not be carried out.
    /// </summary>
    /// <exception cref="FormatException">The line is too long; it was skipped.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        var tooLong = false;
        var searched = start;
        while (true)
        {
            var feed = Array.IndexOf(buffer, (byte)'\n', searched, end - searched);
            if (feed >= 0)
            {
                var line = buffer.AsMemory(start, feed - start);
                start = feed + 1;
                return tooLong || line.Length > mostBytes
                    ? throw new FormatException($"A line has more than {mostBytes} bytes: it was skipped.")
                    : line;
            }

            if (end - start > mostBytes)
            {
                tooLong = true;
                start = end;
            }

            MakeRoom();
            searched = end;
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0)
                return null;
            end += read;
        }
    }

    private void MakeRoom()
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        end -= start;
        start = 0;
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
    }
}
