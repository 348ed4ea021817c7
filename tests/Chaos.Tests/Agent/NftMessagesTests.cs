using System.Buffers.Binary;
using System.Net;
using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class NftMessagesTests
{
    private static readonly IPAddress Second = IPAddress.Parse("172.31.10.2");

    [Fact]
    public void A_change_is_one_batch_that_removes_and_adds_and_knows_its_answers()
    {
        var batch = NetlinkMessage.Split(NftMessages.Change("chaos", [7, 9], [Second], out var changes));

        // Begin; table, chain; two removed; one added; end.
        Assert.Equal([0x10, 0x0a00, 0x0a03, 0x0a08, 0x0a08, 0x0a06, 0x11], batch.Select(m => (int)m.Type));
        Assert.Equal(5, changes);
        Assert.Equal(changes, batch.Count(m => (m.Flags & 4) != 0));
        Assert.Equal(batch.Count, batch.Select(m => m.Sequence).Distinct().Count());
    }

    [Fact]
    public void The_chain_hooks_the_input_before_connection_tracking()
    {
        var chain = NetlinkMessage.Split(NftMessages.Change("chaos", [], [], out _)).Single(m => m.Type == 0x0a03);

        var hook = NetlinkAttribute.Find(NetlinkAttribute.Split(chain.Payload[4..]), 4)!.Value.Nest;
        Assert.Equal((1, -300), ((int)hook[0].Number, (int)hook[1].Number));
    }

    [Fact]
    public void A_rule_that_is_listed_back_tells_its_source_and_count()
    {
        var rule = NftMessages.ReadRule(Listed(handle: 12, packets: 345));

        Assert.Equal(new DropRule(12, Second, 345), rule);
    }

    [Theory]
    [InlineData(12, 16)] // The destination's address instead of the source's.
    [InlineData(0, 1)] // The verdict: accept instead of drop.
    public void A_rule_of_another_form_has_no_source(int number, int instead)
    {
        var bytes = Rule(handle: 12, packets: 0);
        var at = number == 12 ? IndexOf(bytes, [8, 0, 3, 0, 0, 0, 0, 12]) + 4 : bytes.Length - 4;
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), instead);

        Assert.Equal(new DropRule(12, null, 0), NftMessages.ReadRule(NetlinkMessage.Split(bytes)[0]));
    }

    private static NetlinkMessage Listed(ulong handle, ulong packets) => NetlinkMessage.Split(Rule(handle, packets))[0];

    // As the kernel lists it: table, chain, handle, and our own expressions with the counter gone on.
    private static byte[] Rule(ulong handle, ulong packets)
    {
        var sent = NetlinkMessage.Split(NftMessages.Change("chaos", [], [Second], out _)).Single(m => m.Type == 0x0a06);
        var expressions = NetlinkAttribute.Find(NetlinkAttribute.Split(sent.Payload[4..]), 4)!.Value.Value.ToArray();
        var counter = IndexOf(expressions, [12, 0, 2, 0]) + 4;
        BinaryPrimitives.WriteUInt64BigEndian(expressions.AsSpan(counter), packets);
        return new NetlinkWriter().Begin(0x0a06, 0, 1, [2, 0, 0, 0])
            .Text(1, "chaos").Text(2, "in").LongNumber(3, handle).Bytes(4, expressions).ToArray();
    }

    private static int IndexOf(byte[] bytes, byte[] part) => bytes.AsSpan().IndexOf(part);
}
