using System.Buffers;

namespace Chaos;

/// <summary>
/// The writer of <c>history.jsonl</c>. Appended operations gather in a bounded buffer; <see cref="Flush"/> hands them to the kernel
/// in one write, so that they survive a kill of this program (not a power loss of its machine). Not safe for several threads.
/// </summary>
public sealed class Journal : IDisposable
{
    /// <summary>Bytes in the buffer from which on <see cref="IsFull"/> asks for a flush.</summary>
    public const int BufferLimitBytes = 1 << 20;

    private readonly ArrayBufferWriter<byte> buffer = new(64 << 10);
    private readonly OperationEncoder encoder;
    private readonly Stream stream;
    private bool failed;

    /// <summary>Starts a journal on a stream, which it owns, and writes the header line.</summary>
    /// <exception cref="IOException">The header could not be written.</exception>
    public Journal(Stream stream, HistoryHeader header)
    {
        this.stream = stream;
        encoder = new OperationEncoder(buffer);
        encoder.Write(header);
        Flush();
    }

    /// <summary>Bytes handed to the kernel so far.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>Starts a journal in a new file.</summary>
    /// <exception cref="IOException">The file exists, or cannot be written.</exception>
    public static Journal Create(string path, HistoryHeader header)
    {
        // No buffer of the stream's own: what Flush wrote must be with the kernel. Readers may follow the file.
        var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        try
        {
            return new Journal(stream, header);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Whether the buffer has reached its bound, so that <see cref="Flush"/> is due.</summary>
    public bool IsFull => buffer.WrittenCount >= BufferLimitBytes;

    /// <summary>Adds an operation to the buffer.</summary>
    public void Append(in Operation operation) => encoder.Write(operation);

    /// <summary>Hands everything appended so far to the kernel.</summary>
    /// <exception cref="IOException">
    /// It could not be written. What earlier calls wrote stays; the part of this call's bytes that reached the file is cut off again
    /// where that is possible, and the journal takes nothing more.
    /// </exception>
    public void Flush()
    {
        if (failed) throw new IOException("The journal takes nothing more, because an earlier write to it failed.");
        if (buffer.WrittenCount == 0) return;
        try
        {
            stream.Write(buffer.WrittenSpan);
            stream.Flush();
            WrittenBytes += buffer.WrittenCount;
            buffer.ResetWrittenCount();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failed = true;
            CutOffTornPart();
            throw new IOException($"The journal could not be written after {WrittenBytes} bytes: {exception.Message}", exception);
        }
    }

    /// <summary>Closes the file. What was appended and not flushed is lost.</summary>
    public void Dispose()
    {
        encoder.Dispose();
        stream.Dispose();
    }

    private void CutOffTornPart()
    {
        try
        {
            if (stream.CanSeek) stream.SetLength(WrittenBytes);
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException or ArgumentException)
        {
            // A torn last line stays; readers tolerate and report it.
        }
    }
}
