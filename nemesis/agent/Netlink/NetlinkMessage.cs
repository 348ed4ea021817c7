using System.Buffers.Binary;

namespace Chaos.Agent;

/// <summary>A netlink message from the kernel.</summary>
/// <param name="Type">Its kind; 2 is an answer to a request, 3 the end of a dump.</param>
/// <param name="Flags">NLM_F_*.</param>
/// <param name="Sequence">That of the request.</param>
/// <param name="Payload">What follows the header.</param>
internal readonly record struct NetlinkMessage(ushort Type, ushort Flags, uint Sequence, ReadOnlyMemory<byte> Payload)
{
    private const int HeaderBytes = 16;
    private const ushort TypeError = 2;
    private const ushort TypeDone = 3;
    private const ushort FlagDumpInterrupted = 0x10;

    /// <summary>The kernel's answer to a request: see <see cref="Errno"/>.</summary>
    public bool IsAnswer => Type == TypeError;

    /// <summary>The last message of a dump.</summary>
    public bool IsEndOfDump => Type == TypeDone;

    /// <summary>What was dumped changed meanwhile: the dump may be inconsistent.</summary>
    public bool IsInterrupted => (Flags & FlagDumpInterrupted) != 0;

    /// <summary>Of an answer or an end of dump: 0 for success, else the error's number.</summary>
    public int Errno => Payload.Length < 4 ? 0 : -BinaryPrimitives.ReadInt32LittleEndian(Payload.Span);

    /// <summary>Splits what one receive returned.</summary>
    /// <exception cref="FormatException">A length does not fit.</exception>
    public static IReadOnlyList<NetlinkMessage> Split(ReadOnlyMemory<byte> received)
    {
        var messages = new List<NetlinkMessage>();
        while (received.Length > 0)
        {
            var header = received.Span;
            var length = header.Length < HeaderBytes ? 0 : BinaryPrimitives.ReadInt32LittleEndian(header);
            if (length < HeaderBytes || length > received.Length)
                throw new FormatException($"A netlink message says it has {length} bytes, and {received.Length} are there.");
            messages.Add(new NetlinkMessage(
                BinaryPrimitives.ReadUInt16LittleEndian(header[4..]),
                BinaryPrimitives.ReadUInt16LittleEndian(header[6..]),
                BinaryPrimitives.ReadUInt32LittleEndian(header[8..]),
                received[HeaderBytes..length]));
            received = received[Math.Min(received.Length, (length + 3) & ~3)..];
        }

        return messages;
    }
}
