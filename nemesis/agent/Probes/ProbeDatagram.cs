using System.Buffers.Binary;

namespace Chaos.Agent;

/// <summary>What one agent sends to another: which round of probes, and which datagram of it. 20 bytes.</summary>
internal readonly record struct ProbeDatagram(long Nonce, int Sequence)
{
    /// <summary>Its length.</summary>
    public const int Bytes = 20;

    private static ReadOnlySpan<byte> Mark => "chaosprb"u8;

    /// <summary>Writes it.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Bytes];
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(8), Nonce);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), Sequence);
        return bytes;
    }

    /// <summary>Reads it; false if it is not one of ours.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out ProbeDatagram datagram)
    {
        datagram = default;
        if (bytes.Length != Bytes || !bytes.StartsWith(Mark))
            return false;
        datagram = new ProbeDatagram(BinaryPrimitives.ReadInt64BigEndian(bytes[8..]), BinaryPrimitives.ReadInt32BigEndian(bytes[16..]));
        return true;
    }
}
