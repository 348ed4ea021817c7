using System.Buffers.Binary;
using System.Text;

namespace Chaos.Agent;

/// <summary>
/// Writes netlink messages (netlink(7)): a header, a fixed part that depends on the family, then attributes, everything aligned to
/// four bytes. Headers are in the machine's byte order, which is little-endian on x64 and arm64; nf_tables' numbers are big-endian.
/// </summary>
internal sealed class NetlinkWriter
{
    private const int HeaderBytes = 16;
    private const ushort Nested = 0x8000;

    private readonly List<byte> bytes = [];
    private readonly Stack<int> nests = new();
    private int start = -1;

    /// <summary>All messages so far; ends the current one.</summary>
    public byte[] ToArray()
    {
        End();
        return [.. bytes];
    }

    /// <summary>Ends the current message and begins the next.</summary>
    public NetlinkWriter Begin(ushort type, ushort flags, uint sequence, ReadOnlySpan<byte> fixedPart)
    {
        End();
        start = bytes.Count;
        Span<byte> header = stackalloc byte[HeaderBytes];
        header.Clear();
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], type);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], flags);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], sequence);
        bytes.AddRange(header);
        bytes.AddRange(fixedPart);
        Align();
        return this;
    }

    /// <summary>An attribute with these bytes.</summary>
    public NetlinkWriter Bytes(ushort type, ReadOnlySpan<byte> value)
    {
        AttributeHeader(type, 4 + value.Length);
        bytes.AddRange(value);
        Align();
        return this;
    }

    /// <summary>A text in ASCII, ended by a zero byte.</summary>
    public NetlinkWriter Text(ushort type, string value) => Bytes(type, Encoding.ASCII.GetBytes(value + '\0'));

    /// <summary>A 16-bit number, big-endian.</summary>
    public NetlinkWriter ShortNumber(ushort type, ushort value) => Bytes(type, [(byte)(value >> 8), (byte)value]);

    /// <summary>A 32-bit number, big-endian.</summary>
    public NetlinkWriter Number(ushort type, uint value)
    {
        Span<byte> big = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(big, value);
        return Bytes(type, big);
    }

    /// <summary>A 64-bit number, big-endian.</summary>
    public NetlinkWriter LongNumber(ushort type, ulong value)
    {
        Span<byte> big = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(big, value);
        return Bytes(type, big);
    }

    /// <summary>Attributes inside an attribute.</summary>
    public NetlinkWriter Nest(ushort type, Action<NetlinkWriter> content)
    {
        nests.Push(bytes.Count);
        AttributeHeader((ushort)(type | Nested), 0);
        content(this);
        var from = nests.Pop();
        WriteUInt16(from, (ushort)(bytes.Count - from));
        return this;
    }

    private void End()
    {
        if (start < 0)
            return;
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Count - start);
        for (var i = 0; i < length.Length; i++)
            bytes[start + i] = length[i];
        start = -1;
    }

    private void AttributeHeader(ushort type, int length)
    {
        var at = bytes.Count;
        bytes.AddRange([0, 0, 0, 0]);
        WriteUInt16(at, (ushort)length);
        WriteUInt16(at + 2, type);
    }

    private void WriteUInt16(int at, ushort value)
    {
        bytes[at] = (byte)value;
        bytes[at + 1] = (byte)(value >> 8);
    }

    private void Align()
    {
        while (bytes.Count % 4 != 0)
            bytes.Add(0);
    }
}
