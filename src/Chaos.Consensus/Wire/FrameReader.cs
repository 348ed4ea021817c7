using System.Buffers.Binary;

namespace Chaos.Consensus;

/// <summary>Takes frames off a stream.</summary>
/// <param name="stream">The stream; it is not closed.</param>
public sealed class FrameReader(Stream stream)
{
    private byte[] buffer = new byte[1 << 14];
    private int begin;
    private int end;

    /// <summary>The content of the next frame, good until the next call; null where the stream has ended between two frames.</summary>
    /// <exception cref="FormatException">A length makes no sense.</exception>
    /// <exception cref="IOException">The stream broke, or ended within a frame.</exception>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancellationToken)
    {
        if (!await FillAsync(WireFrame.LengthBytes, cancellationToken)) return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(begin));
        if (length is <= 0 or > WireFrame.MostBytes)
            throw new FormatException($"A frame says that it has {length} bytes, but 1 to {WireFrame.MostBytes} were expected.");
        if (!await FillAsync(WireFrame.LengthBytes + length, cancellationToken)) throw new EndOfStreamException("The stream ended within a frame.");
        var content = buffer.AsMemory(begin + WireFrame.LengthBytes, length);
        begin += WireFrame.LengthBytes + length;
        return content;
    }

    private async ValueTask<bool> FillAsync(int bytes, CancellationToken cancellationToken)
    {
        if (end - begin >= bytes) return true;
        if (begin + bytes > buffer.Length) MakeRoom(bytes);
        while (end - begin < bytes)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(end), cancellationToken);
            if (read == 0) return end == begin ? false : throw new EndOfStreamException("The stream ended within a frame.");
            end += read;
        }

        return true;
    }

    private void MakeRoom(int bytes)
    {
        var target = bytes > buffer.Length ? new byte[Math.Max(bytes, buffer.Length * 2)] : buffer;
        Buffer.BlockCopy(buffer, begin, target, 0, end - begin);
        buffer = target;
        end -= begin;
        begin = 0;
    }
}
