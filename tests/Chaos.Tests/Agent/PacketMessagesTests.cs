using System.Buffers.Binary;
using System.Net;
using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class PacketMessagesTests
{
    private static readonly IPAddress First = IPAddress.Parse("172.31.10.2");
    private static readonly IPAddress Second = IPAddress.Parse("172.31.10.3");

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void Rules_are_replaced_in_one_batch_and_their_sources_read_back(bool native, bool copies)
    {
        var batch = NetlinkMessage.Split(TreatMessages.Replace("chaos-packets", [First, Second], native, copies, out var changes));

        Assert.Equal(changes, batch.Count(m => (m.Flags & 4) != 0));
        Assert.Equal(batch.Count, batch.Select(m => m.Sequence).Distinct().Count());
        var rules = batch.Where(m => m.Type == 0x0a06).Select(TreatMessages.ReadSource).ToArray();
        // The first rule lets the probes of cuts pass, the last one copies.
        IPAddress?[] expected = copies ? [null, First, Second, null] : [null, First, Second];
        Assert.Equal(expected, rules);
    }

    [Fact]
    public void Packets_are_read_one_after_the_other_and_other_messages_passed_over()
    {
        var received = new NetlinkWriter()
            .Begin(0x0300, 0, 0, [2, 0, 0, 0]).Bytes(1, [0, 0, 0, 9, 8, 0, 1]).Bytes(10, Header(Second, 1400))
            .Begin(2, 0, 0, [0, 0, 0, 0])
            .Begin(0x0300, 0, 0, [2, 0, 0, 0]).Bytes(1, [0, 0, 1, 0, 8, 0, 1]).Bytes(13, [0, 1, 0, 0]).Bytes(10, Header(First, 0))
            .ToArray();
        ReadOnlySpan<byte> rest = received;

        Assert.True(QueueMessages.TryReadPacket(ref rest, out var id, out var source, out var bytes));
        Assert.Equal((9u, 0xac1f0a03, 1400), (id, source, bytes));
        Assert.False(QueueMessages.TryReadPacket(ref rest, out _, out _, out _));
        Assert.True(QueueMessages.TryReadPacket(ref rest, out id, out source, out bytes));
        Assert.Equal((256u, 0xac1f0a02, 65536), (id, source, bytes));
        Assert.True(rest.IsEmpty);
    }

    [Fact]
    public void What_is_cut_short_is_no_packet()
    {
        ReadOnlySpan<byte> rest = new byte[] { 200, 0, 0, 0, 0, 3 };
        Assert.False(QueueMessages.TryReadPacket(ref rest, out _, out _, out _));
        Assert.True(rest.IsEmpty);
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, false)]
    public void A_verdict_names_the_packet_and_marks_it_for_a_copy(bool accepted, bool copied)
    {
        var bytes = new byte[QueueMessages.MostVerdictBytes];
        var message = NetlinkMessage.Split(bytes.AsMemory(0, QueueMessages.WriteVerdict(bytes, 77, accepted, copied))).Single();

        Assert.Equal(0x0301, message.Type);
        var attributes = NetlinkAttribute.Split(message.Payload[4..]);
        var verdict = NetlinkAttribute.Find(attributes, 2)!.Value.Value.Span;
        Assert.Equal((accepted ? 1u : 0u, 77u), (BinaryPrimitives.ReadUInt32BigEndian(verdict), BinaryPrimitives.ReadUInt32BigEndian(verdict[4..])));
        Assert.Equal(copied ? QueueMessages.CopyMark : null, NetlinkAttribute.Find(attributes, 3)?.Number);
    }

    [Fact]
    public void The_way_of_timed_datagrams_is_told_by_source()
    {
        var tally = new TimedTally();
        foreach (var (sequence, sentNs, atNs) in new[] { (0, 0, 50), (2, 20, 80), (1, 10, 90), (2, 20, 95), (3, 30, 130) })
            tally.Add(First, new TimedDatagram(1, sequence, sentNs), 128, atNs);

        // Delays 50, 60, 80, 100; the tenth of a hundred is the first, the ninetieth the last.
        Assert.Equal([new MeasuredWay("172.31.10.2", 4, 1, 1, 80, 50, 50, 130, 512)], tally.Of(1));
        Assert.Empty(tally.Of(2));
    }

    [Fact]
    public void A_timed_datagram_reads_back_and_strangers_do_not()
    {
        var bytes = new byte[200];
        new TimedDatagram(3, 4, 5).WriteTo(bytes);

        Assert.True(TimedDatagram.TryRead(bytes, out var read));
        Assert.Equal(new TimedDatagram(3, 4, 5), read);
        Assert.False(TimedDatagram.TryRead(bytes.AsSpan(0, 27), out _));
        bytes[0] ^= 1;
        Assert.False(TimedDatagram.TryRead(bytes, out _));
    }

    private static byte[] Header(IPAddress source, ushort length)
    {
        var header = new byte[20];
        header[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(2), length);
        source.GetAddressBytes().CopyTo(header, 12);
        return header;
    }
}
