using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Chaos.Systems;

/// <summary>Writes the body of a message of ZooKeeper: big endian, texts and buffers with their length before them.</summary>
internal sealed class ZooKeeperFrame
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>A 32-bit integer.</summary>
    public ZooKeeperFrame Int(int value)
    {
        Span<byte> buffer = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(buffer, value);
        bytes.Write(buffer);
        return this;
    }

    /// <summary>A 64-bit integer.</summary>
    public ZooKeeperFrame Long(long value)
    {
        Span<byte> buffer = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(buffer, value);
        bytes.Write(buffer);
        return this;
    }

    /// <summary>A truth value.</summary>
    public ZooKeeperFrame Bool(bool value)
    {
        bytes.Write([value ? (byte)1 : (byte)0]);
        return this;
    }

    /// <summary>Bytes, or none (length -1).</summary>
    public ZooKeeperFrame Buffer(byte[]? value)
    {
        Int(value?.Length ?? -1);
        bytes.Write(value ?? []);
        return this;
    }

    /// <summary>A text.</summary>
    public ZooKeeperFrame Text(string? value) => Buffer(value is null ? null : Encoding.UTF8.GetBytes(value));

    /// <summary>The list of rights that lets everybody do everything.</summary>
    public ZooKeeperFrame OpenToAll() => Int(1).Int(31).Text("world").Text("anyone");

    /// <summary>The message: its length, then its body.</summary>
    public byte[] ToMessage()
    {
        var body = bytes.WrittenSpan;
        var message = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, body.Length);
        body.CopyTo(message.AsSpan(4));
        return message;
    }
}
