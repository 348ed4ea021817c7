using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Chaos.Systems.Kafka;

/// <summary>Writes the body of a request in Kafka's protocol: big endian, texts with their length before them.</summary>
internal sealed class KafkaBytes
{
    private readonly ArrayBufferWriter<byte> bytes = new();

    /// <summary>A byte.</summary>
    public KafkaBytes Byte(int value)
    {
        bytes.Write([(byte)value]);
        return this;
    }

    /// <summary>A 16-bit integer.</summary>
    public KafkaBytes Short(int value) => Byte(value >> 8).Byte(value);

    /// <summary>A 32-bit integer.</summary>
    public KafkaBytes Int(int value) => Short(value >> 16).Short(value);

    /// <summary>A 64-bit integer.</summary>
    public KafkaBytes Long(long value) => Int((int)(value >> 32)).Int((int)value);

    /// <summary>The name of a node's data.</summary>
    public KafkaBytes Directory(KafkaDirectory value) => Long(value.High).Long(value.Low);

    /// <summary>A text.</summary>
    public KafkaBytes Text(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        Short(text.Length);
        bytes.Write(text);
        return this;
    }

    /// <summary>A short text in the compact form.</summary>
    public KafkaBytes CompactText(string value)
    {
        var text = Encoding.UTF8.GetBytes(value);
        Byte(text.Length + 1);
        bytes.Write(text);
        return this;
    }

    /// <summary>The length of a short list in the compact form; the items follow.</summary>
    public KafkaBytes Count(int count) => Byte(count + 1);

    /// <summary>The request: its length, then its body.</summary>
    public byte[] ToMessage()
    {
        var body = bytes.WrittenSpan;
        var message = new byte[4 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, body.Length);
        body.CopyTo(message.AsSpan(4));
        return message;
    }
}
