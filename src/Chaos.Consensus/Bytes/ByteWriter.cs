using System.Buffers.Binary;
using System.Text;

namespace Chaos.Consensus;

/// <summary>Writes numbers, texts and values into a buffer that is used again and again.</summary>
internal sealed class ByteWriter
{
    private byte[] buffer = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Byte(byte value)
    {
        Reserve(1);
        buffer[Length++] = value;
    }

    public void Bool(bool value) => Byte(value ? (byte)1 : (byte)0);

    /// <summary>A signed number in 1 to 10 bytes, small magnitudes in few.</summary>
    public void Number(long value)
    {
        Reserve(10);
        for (var rest = (ulong)((value << 1) ^ (value >> 63)); ; rest >>= 7)
        {
            if (rest < 0x80)
            {
                buffer[Length++] = (byte)rest;
                return;
            }

            buffer[Length++] = (byte)(rest | 0x80);
        }
    }

    public void Fixed32(uint value)
    {
        Reserve(4);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(Length), value);
        Length += 4;
    }

    public void Patch32(int at, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(at), value);

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        Raw(bytes);
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Text(string? text)
    {
        if (text is null)
        {
            Number(-1);
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Number(length);
        Reserve(length);
        Length += Encoding.UTF8.GetBytes(text, buffer.AsSpan(Length));
    }

    public void Value(Value value)
    {
        Byte((byte)value.Kind);
        switch (value.Kind)
        {
            case ValueKind.Null: break;
            case ValueKind.Integer: Number(value.AsInteger()); break;
            case ValueKind.Text: Text(value.AsText()); break;
            default:
                Number(value.AsList().Length);
                foreach (var item in value.AsList()) Value(item);
                break;
        }
    }

    private void Reserve(int more)
    {
        if (Length + more > buffer.Length) Array.Resize(ref buffer, Math.Max(buffer.Length * 2, Length + more));
    }
}
