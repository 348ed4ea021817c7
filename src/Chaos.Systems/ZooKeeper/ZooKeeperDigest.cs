using System.Buffers.Binary;

namespace Chaos.Systems;

/// <summary>
/// What stands at the end of a snapshot since ZooKeeper 3.9: the digest of the tree, and the last transaction in it. Each part is followed by a checksum and
/// a mark: <c>zxid (8) version (4) digest (8) | checksum (8) length 1 (4) '/' | zxid (8) | checksum (8) length 1 (4) '/'</c>, most significant byte first.
/// </summary>
/// <param name="Zxid">The last transaction that the digest counts.</param>
/// <param name="Version">The way in which it was computed: others do not compare.</param>
/// <param name="Digest">The digest: the sum of one of each node of the tree.</param>
internal sealed record ZooKeeperDigest(long Zxid, int Version, ulong Digest)
{
    private const int SealLength = 13, DigestLength = 20, ZxidLength = 8;
    private const int TailLength = DigestLength + SealLength + ZxidLength + SealLength;

    /// <summary>Reads a snapshot's end.</summary>
    /// <returns>Null where it is another end, or was taken while a transaction came in between.</returns>
    public static ZooKeeperDigest? Read(ReadOnlySpan<byte> snapshot)
    {
        if (snapshot.Length < TailLength) return null;
        var tail = snapshot[^TailLength..];
        if (!IsSeal(tail[DigestLength..]) || !IsSeal(tail[(DigestLength + SealLength + ZxidLength)..])) return null;
        var read = new ZooKeeperDigest(
            BinaryPrimitives.ReadInt64BigEndian(tail),
            BinaryPrimitives.ReadInt32BigEndian(tail[8..]),
            BinaryPrimitives.ReadUInt64BigEndian(tail[12..]));
        return BinaryPrimitives.ReadInt64BigEndian(tail[(DigestLength + SealLength)..]) == read.Zxid ? read : null;
    }

    private static bool IsSeal(ReadOnlySpan<byte> after) => after[8..SealLength] is [0, 0, 0, 1, (byte)'/'];
}
