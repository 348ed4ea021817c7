using System.Buffers.Binary;
using System.Text;

namespace Chaos.Consensus;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. What does not fit throws <see cref="FormatException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private const int MostNested = 32;
    private ReadOnlySpan<byte> rest = bytes;

    public readonly bool IsAtEnd => rest.IsEmpty;

    public byte Byte()
    {
        var value = Take(1)[0];
        return value;
    }

    public bool Bool() => Byte() switch
    {
        0 => false,
        1 => true,
        var other => throw new FormatException($"{other} stands for neither yes nor no."),
    };

    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) return (long)(value >> 1) ^ -(long)(value & 1);
        }

        throw new FormatException("A number has more than ten bytes.");
    }

    public int Count(int most)
    {
        var count = Number();
        return count >= 0 && count <= most ? (int)count : throw new FormatException($"{count} is no count from 0 to {most}.");
    }

    public uint Fixed32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    public ReadOnlySpan<byte> Bytes() => Take(Count(rest.Length));

    public string? Text()
    {
        var length = Number();
        if (length == -1) return null;
        return length >= 0 && length <= rest.Length
            ? Encoding.UTF8.GetString(Take((int)length))
            : throw new FormatException($"A text of {length} bytes does not fit into the {rest.Length} that are left.");
    }

    public Value Value() => Value(0);

    private Value Value(int depth)
    {
        switch ((ValueKind)Byte())
        {
            case ValueKind.Null: return Chaos.Value.Null;
            case ValueKind.Integer: return Chaos.Value.Of(Number());
            case ValueKind.Text: return Chaos.Value.Of(Text());
            case ValueKind.List when depth < MostNested:
                var items = new Value[Count(rest.Length)];
                for (var i = 0; i < items.Length; i++) items[i] = Value(depth + 1);
                return Chaos.Value.Of(items);
            default: throw new FormatException("A value has an unknown kind, or is nested too deeply.");
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > rest.Length) throw new FormatException($"{count} bytes were expected, but {rest.Length} are left.");
        var taken = rest[..count];
        rest = rest[count..];
        return taken;
    }
}
