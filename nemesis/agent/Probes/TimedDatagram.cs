using System.Buffers.Binary;

namespace Chaos.Agent;

/// <summary>What one agent sends to another to measure the way: which round, which datagram of it, when it left, and filling.</summary>
/// <param name="Nonce">The round.</param>
/// <param name="Sequence">Counts from 0.</param>
/// <param name="SentNs">The monotonic clock that the agents of a machine share.</param>
internal readonly record struct TimedDatagram(long Nonce, int Sequence, long SentNs)
{
    /// <summary>Its length without filling.</summary>
    public const int LeastBytes = 28;

    /// <summary>Its length with the most filling: one packet on any network.</summary>
    public const int MostBytes = 1400;

    private static ReadOnlySpan<byte> Mark => "chaosway"u8;

    /// <summary>Writes it at the beginning of a datagram.</summary>
    public void WriteTo(Span<byte> bytes)
    {
        Mark.CopyTo(bytes);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Nonce);
        BinaryPrimitives.WriteInt32BigEndian(bytes[16..], Sequence);
        BinaryPrimitives.WriteInt64BigEndian(bytes[20..], SentNs);
    }

    /// <summary>Reads it; false if it is not one of ours.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out TimedDatagram datagram)
    {
        datagram = default;
        if (bytes.Length is < LeastBytes or > MostBytes || !bytes.StartsWith(Mark))
            return false;
        datagram = new TimedDatagram(
            BinaryPrimitives.ReadInt64BigEndian(bytes[8..]),
            BinaryPrimitives.ReadInt32BigEndian(bytes[16..]),
            BinaryPrimitives.ReadInt64BigEndian(bytes[20..]));
        return true;
    }
}
