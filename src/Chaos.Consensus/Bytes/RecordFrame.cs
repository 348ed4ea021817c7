using System.Buffers.Binary;

namespace Chaos.Consensus;

/// <summary>
/// Records in a file of bytes: length, CRC-32C, payload. A record whose length or checksum does not fit is where a write was torn:
/// it and what follows count as never written.
/// </summary>
internal static class RecordFrame
{
    private const int HeaderBytes = 8;

    /// <summary>Begins a record; what is written until <see cref="End"/> is its payload.</summary>
    public static int Begin(ByteWriter to)
    {
        var at = to.Length;
        to.Fixed32(0);
        to.Fixed32(0);
        return at;
    }

    public static void End(ByteWriter to, int begun)
    {
        var payload = to.Written[(begun + HeaderBytes)..];
        var crc = Crc.Of(payload);
        to.Patch32(begun, (uint)payload.Length);
        to.Patch32(begun + 4, crc);
    }

    /// <summary>Takes the next whole record off the front; false where there is none.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (bytes.Length < HeaderBytes) return false;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes);
        if (length == 0 || length > (uint)(bytes.Length - HeaderBytes)) return false;
        var found = bytes.Slice(HeaderBytes, (int)length);
        if (Crc.Of(found) != BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..])) return false;
        payload = found;
        bytes = bytes[(HeaderBytes + (int)length)..];
        return true;
    }
}
