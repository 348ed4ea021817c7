using System.Buffers.Binary;
using System.Text;

namespace Chaos.Systems.Kafka;

/// <summary>Reads an answer in Kafka's protocol from its beginning on.</summary>
internal sealed class KafkaAnswer(byte[] bytes)
{
    private int at;

    /// <summary>A byte.</summary>
    public int Byte() => Take(1)[0];

    /// <summary>A 16-bit integer.</summary>
    public int Short() => BinaryPrimitives.ReadInt16BigEndian(Take(2));

    /// <summary>A 32-bit integer.</summary>
    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <summary>A 64-bit integer.</summary>
    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    /// <summary>The name of a node's data.</summary>
    public KafkaDirectory Directory() => new(Long(), Long());

    /// <summary>A text; empty for none.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Math.Max(0, Short())));

    /// <summary>A text in the compact form; empty for none.</summary>
    public string CompactText() => Encoding.UTF8.GetString(Take(Math.Max(0, Varint() - 1)));

    /// <summary>A list with its length before it.</summary>
    public IReadOnlyList<T> List<T>(Func<T> item) => Items(Int(), item);

    /// <summary>A list in the compact form.</summary>
    public IReadOnlyList<T> CompactList<T>(Func<T> item) => Items(Varint() - 1, item);

    // Seven bits a byte, the lowest first; the eighth says that more follow.
    private int Varint()
    {
        var value = 0;
        for (var shift = 0; shift < 28; shift += 7)
        {
            var next = Byte();
            value |= (next & 0x7F) << shift;
            if (next < 0x80) return value;
        }

        throw new ProbeException("Kafka sent a length of more than four bytes.");
    }

    private List<T> Items<T>(int count, Func<T> item)
    {
        if (count > bytes.Length) throw new ProbeException($"Kafka announced a list of {count} items.");
        var items = new List<T>();
        for (var i = 0; i < count; i++) items.Add(item());
        return items;
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || at + count > bytes.Length)
            throw new ProbeException($"Kafka sent an answer of {bytes.Length} bytes, but at least {at + count} were expected.");
        at += count;
        return bytes.AsSpan(at - count, count);
    }
}
