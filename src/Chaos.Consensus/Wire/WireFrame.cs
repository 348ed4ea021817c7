using System.Buffers;
using System.Buffers.Binary;

namespace Chaos.Consensus;

/// <summary>
/// What our nodes speak over TCP: frames of a length (4 bytes, little endian) and so many bytes. The first frame of a connection is a
/// <see cref="WireHello"/>. A frame of a client is the number of its call (8 bytes, little endian) and a request, that to a client the
/// number and the reply; a frame of a node is a message.
/// </summary>
public static class WireFrame
{
    /// <summary>The longest frame, bytes: a snapshot fits.</summary>
    public const int MostBytes = 64 << 20;

    /// <summary>Bytes of a length.</summary>
    public const int LengthBytes = 4;

    /// <summary>Bytes of a call's number.</summary>
    public const int CallBytes = 8;

    /// <summary>A frame with a message of a node.</summary>
    public static byte[] OfMessage(IProgramCodec codec, ProgramMessage message) => Create(codec, message, null);

    /// <summary>A frame with a request or reply of a call.</summary>
    public static byte[] OfCall(IProgramCodec codec, long call, ProgramMessage message) => Create(codec, message, call);

    /// <summary>Splits the content of a client's frame.</summary>
    /// <exception cref="FormatException">It is too short.</exception>
    public static (long Call, ReadOnlyMemory<byte> Message) SplitCall(ReadOnlyMemory<byte> content) => content.Length > CallBytes
        ? (BinaryPrimitives.ReadInt64LittleEndian(content.Span), content[CallBytes..])
        : throw new FormatException($"A frame of a client has {content.Length} bytes, but more than {CallBytes} were expected.");

    /// <summary>A frame with these bytes.</summary>
    public static byte[] Of(ReadOnlySpan<byte> content)
    {
        var frame = new byte[LengthBytes + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(frame, content.Length);
        content.CopyTo(frame.AsSpan(LengthBytes));
        return frame;
    }

    private static byte[] Create(IProgramCodec codec, ProgramMessage message, long? call)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Advance(Reserve(buffer, LengthBytes));
        if (call is { } number)
        {
            BinaryPrimitives.WriteInt64LittleEndian(buffer.GetSpan(CallBytes), number);
            buffer.Advance(CallBytes);
        }

        codec.Encode(message, buffer);
        var frame = buffer.WrittenSpan.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(frame, frame.Length - LengthBytes);
        return frame;
    }

    private static int Reserve(ArrayBufferWriter<byte> buffer, int bytes)
    {
        buffer.GetSpan(bytes)[..bytes].Clear();
        return bytes;
    }
}
