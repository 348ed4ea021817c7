using System.Buffers.Binary;

namespace Chaos.Agent;

/// <summary>Messages of the kernel's packet queue (linux/netfilter/nfnetlink_queue.h). Pure: bytes in, bytes out.</summary>
internal static class QueueMessages
{
    /// <summary>The one queue.</summary>
    public const ushort Queue = 0;

    /// <summary>The mark of packets that the rules of the copy chain double.</summary>
    public const uint CopyMark = 0x43484f53;

    /// <summary>The length of a verdict at most.</summary>
    public const int MostVerdictBytes = 40;

    private const ushort Subsystem = 3 << 8, PacketType = 0, VerdictType = 1, ConfigType = 2;
    private const ushort Request = 1, Answer = 4;
    private const byte Bind = 1, FamilyIp = 2, CopyPacket = 2;
    private const uint FailOpen = 1, KeepSegments = 4;
    private const uint MostPackets = 100_000;
    private const int IpHeaderBytes = 20, HeaderBytes = 16, FixedBytes = 4;
    private const uint Accept = 1, Drop = 0;

    /// <summary>
    /// Takes the queue and says how: the header of each packet, large segments in one piece, and where the queue is full let packets pass.
    /// Three answers.
    /// </summary>
    public static byte[] Open() => new NetlinkWriter()
        .Begin(Subsystem | ConfigType, Request | Answer, 1, Fixed(0))
        .Bytes(1, [Bind, 0, 0, FamilyIp])
        .Begin(Subsystem | ConfigType, Request | Answer, 2, Fixed(0))
        .Bytes(2, [0, 0, 0, IpHeaderBytes, CopyPacket])
        .Number(3, MostPackets)
        .Begin(Subsystem | ConfigType, Request | Answer, 3, Fixed(0))
        .Number(4, FailOpen | KeepSegments)
        .Number(5, FailOpen | KeepSegments)
        .ToArray();

    /// <summary>Writes a verdict; returns how many bytes it has.</summary>
    /// <param name="to">Room for <see cref="MostVerdictBytes"/>.</param>
    /// <param name="id">The packet.</param>
    /// <param name="accepted">Goes on, or is dropped.</param>
    /// <param name="copied">Is marked for a copy.</param>
    public static int WriteVerdict(Span<byte> to, uint id, bool accepted, bool copied)
    {
        var length = copied ? MostVerdictBytes : MostVerdictBytes - 8;
        to[..length].Clear();
        BinaryPrimitives.WriteInt32LittleEndian(to, length);
        BinaryPrimitives.WriteUInt16LittleEndian(to[4..], Subsystem | VerdictType);
        BinaryPrimitives.WriteUInt16LittleEndian(to[6..], Request);
        BinaryPrimitives.WriteUInt16BigEndian(to[18..], Queue);
        BinaryPrimitives.WriteUInt16LittleEndian(to[20..], 12);
        BinaryPrimitives.WriteUInt16LittleEndian(to[22..], 2);
        BinaryPrimitives.WriteUInt32BigEndian(to[24..], accepted ? Accept : Drop);
        BinaryPrimitives.WriteUInt32BigEndian(to[28..], id);
        if (copied)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(to[32..], 8);
            BinaryPrimitives.WriteUInt16LittleEndian(to[34..], 3);
            BinaryPrimitives.WriteUInt32BigEndian(to[36..], CopyMark);
        }

        return length;
    }

    /// <summary>
    /// Reads the next message of what was received: true if it is a packet. Either way <paramref name="received"/> then begins at the
    /// message after it.
    /// </summary>
    public static bool TryReadPacket(ref ReadOnlySpan<byte> received, out uint id, out uint source, out int bytes)
    {
        id = source = 0;
        bytes = 0;
        var length = received.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadInt32LittleEndian(received);
        if (length < HeaderBytes || length > received.Length)
        {
            received = [];
            return false;
        }

        var message = received[..length];
        received = received[Math.Min(received.Length, (length + 3) & ~3)..];
        if (BinaryPrimitives.ReadUInt16LittleEndian(message[4..]) != (Subsystem | PacketType) || length < HeaderBytes + FixedBytes)
            return false;
        return ReadAttributes(message[(HeaderBytes + FixedBytes)..], ref id, ref source, ref bytes);
    }

    // In place: a list of attributes for each packet would keep the collector busy.
    private static bool ReadAttributes(ReadOnlySpan<byte> attributes, ref uint id, ref uint source, ref int bytes)
    {
        var found = 0;
        while (attributes.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(attributes);
            if (length < 4 || length > attributes.Length)
                return false;
            var value = attributes[4..length];
            switch (BinaryPrimitives.ReadUInt16LittleEndian(attributes[2..]) & 0x3fff)
            {
                case 1 when value.Length >= 4:
                    id = BinaryPrimitives.ReadUInt32BigEndian(value);
                    found++;
                    break;
                case 10 when value.Length >= IpHeaderBytes:
                    source = BinaryPrimitives.ReadUInt32BigEndian(value[12..]);
                    if (bytes == 0)
                        bytes = BinaryPrimitives.ReadUInt16BigEndian(value[2..]);
                    found++;
                    break;
                case 13 when value.Length == 4:
                    // The whole length of a packet that was not copied whole.
                    bytes = BinaryPrimitives.ReadInt32BigEndian(value);
                    break;
                default:
                    break;
            }

            attributes = attributes[Math.Min(attributes.Length, (length + 3) & ~3)..];
        }

        return found == 2;
    }

    private static byte[] Fixed(byte family) => [family, 0, 0, (byte)Queue];
}
