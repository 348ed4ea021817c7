using System.Buffers.Binary;
using System.Text;

namespace Chaos.Agent;

/// <summary>One attribute of a netlink message.</summary>
/// <param name="Type">Its kind, without the flags for nesting and byte order.</param>
/// <param name="Value">Its bytes; for a nest, further attributes.</param>
internal readonly record struct NetlinkAttribute(ushort Type, ReadOnlyMemory<byte> Value)
{
    private const int HeaderBytes = 4;
    private const ushort TypeMask = 0x3fff;

    /// <summary>The attributes inside.</summary>
    public IReadOnlyList<NetlinkAttribute> Nest => Split(Value);

    /// <summary>As text, up to the zero byte.</summary>
    public string Text
    {
        get
        {
            var bytes = Value.Span;
            var end = bytes.IndexOf((byte)0);
            return Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]);
        }
    }

    /// <summary>As a big-endian number of 32 bits.</summary>
    /// <exception cref="FormatException">It has another length.</exception>
    public uint Number => Value.Length == 4
        ? BinaryPrimitives.ReadUInt32BigEndian(Value.Span)
        : throw new FormatException($"Netlink attribute {Type} should have 4 bytes and has {Value.Length}.");

    /// <summary>As a big-endian number of 64 bits.</summary>
    /// <exception cref="FormatException">It has another length.</exception>
    public ulong LongNumber => Value.Length == 8
        ? BinaryPrimitives.ReadUInt64BigEndian(Value.Span)
        : throw new FormatException($"Netlink attribute {Type} should have 8 bytes and has {Value.Length}.");

    /// <summary>Splits a run of attributes.</summary>
    /// <exception cref="FormatException">A length does not fit.</exception>
    public static IReadOnlyList<NetlinkAttribute> Split(ReadOnlyMemory<byte> bytes)
    {
        var attributes = new List<NetlinkAttribute>();
        while (bytes.Length > 0)
        {
            var length = bytes.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span);
            if (length < HeaderBytes || length > bytes.Length)
                throw new FormatException($"A netlink attribute says it has {length} bytes, and {bytes.Length} are there.");
            var type = (ushort)(BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[2..]) & TypeMask);
            attributes.Add(new NetlinkAttribute(type, bytes[HeaderBytes..length]));
            bytes = bytes[Math.Min(bytes.Length, (length + 3) & ~3)..];
        }

        return attributes;
    }

    /// <summary>The attribute of this type, or null.</summary>
    public static NetlinkAttribute? Find(IReadOnlyList<NetlinkAttribute> attributes, ushort type)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.Type == type)
                return attribute;
        }

        return null;
    }
}
