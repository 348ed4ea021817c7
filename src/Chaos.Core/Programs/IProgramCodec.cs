using System.Buffers;

namespace Chaos;

/// <summary>Messages, requests and replies of a program to and from bytes, without their length.</summary>
public interface IProgramCodec
{
    /// <summary>Writes a message.</summary>
    void Encode(ProgramMessage message, IBufferWriter<byte> to);

    /// <summary>Reads a message; the bytes are not kept.</summary>
    /// <exception cref="FormatException">These bytes are no message.</exception>
    ProgramMessage Decode(ReadOnlySpan<byte> from);
}
