using System.Buffers.Binary;
using System.Text;

namespace Chaos.Systems;

/// <summary>Reads a message of ZooKeeper from its beginning on.</summary>
internal sealed class ZooKeeperReply(byte[] bytes)
{
    private int at;

    /// <summary>The transaction that the server had applied when it answered; for a change, its own.</summary>
    public long Zxid { get; init; }

    /// <summary>The error; 0 for none.</summary>
    public int Error { get; init; }

    /// <summary>A 32-bit integer.</summary>
    public int Int() => BinaryPrimitives.ReadInt32BigEndian(Take(4));

    /// <summary>A 64-bit integer.</summary>
    public long Long() => BinaryPrimitives.ReadInt64BigEndian(Take(8));

    /// <summary>A truth value.</summary>
    public bool Bool() => Take(1)[0] != 0;

    /// <summary>Bytes; empty where there are none.</summary>
    public byte[] Buffer()
    {
        var length = Int();
        return length <= 0 ? [] : Take(length).ToArray();
    }

    /// <summary>A text.</summary>
    public string Text() => Encoding.UTF8.GetString(Buffer());

    /// <summary>What a server tells about a node of its tree.</summary>
    public ZooKeeperStat Stat()
    {
        var created = Long();
        var modified = Long();
        Take(16);
        var version = Int();
        Take(8);
        var owner = Long();
        Take(16);
        return new(created, modified, version, owner);
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || at + count > bytes.Length)
            throw new IOException($"ZooKeeper sent a message of {bytes.Length} bytes, but at least {at + count} were expected.");
        at += count;
        return bytes.AsSpan(at - count, count);
    }
}
