using Chaos.Agent;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class NetlinkTests
{
    [Fact]
    public void A_message_has_the_bytes_that_the_kernel_expects()
    {
        var bytes = new NetlinkWriter().Begin(0x0a00, 0x405, 7, [2, 0, 0, 0]).Text(1, "chaos").ToArray();

        // Length 32, type, flags, sequence, port 0; family; attribute of 4 + 6 bytes, padded to 12.
        Assert.Equal(
            "20000000000A05040700000000000000" + "02000000" + "0A0001006368616F73000000",
            Convert.ToHexString(bytes));
    }

    [Fact]
    public void A_nest_counts_what_is_inside_and_is_marked_as_one()
    {
        var bytes = new NetlinkWriter().Begin(1, 1, 1, []).Nest(4, nest => nest.Number(1, 1).Number(2, 2)).ToArray();

        Assert.Equal("14000480" + "0800010000000001" + "0800020000000002", Convert.ToHexString(bytes[16..]));
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var attribute = Gen.Select(Gen.UShort[1, 0x3fff], Gen.Byte.Array[0, 40]);
        var message = Gen.Select(Gen.UShort, Gen.UInt, attribute.List[0, 8]);
        message.List[1, 5].Sample(messages =>
        {
            var writer = new NetlinkWriter();
            foreach (var (type, sequence, attributes) in messages)
            {
                writer.Begin(type, 1, sequence, []);
                foreach (var (kind, value) in attributes)
                    writer.Bytes(kind, value);
            }

            var read = NetlinkMessage.Split(writer.ToArray());
            Assert.Equal(messages.Select(m => (m.Item1, m.Item2)), read.Select(m => (m.Type, m.Sequence)));
            Assert.Equal(
                messages.Select(m => m.Item3.Select(a => (a.Item1, Convert.ToHexString(a.Item2)))),
                read.Select(m => NetlinkAttribute.Split(m.Payload).Select(a => (a.Type, Convert.ToHexString(a.Value.Span)))));
        });
    }

    [Fact]
    public void A_message_that_is_longer_than_what_came_is_refused() =>
        Assert.Throws<FormatException>(() => NetlinkMessage.Split(new NetlinkWriter().Begin(1, 1, 1, [1, 2, 3, 4]).ToArray().AsMemory(0, 18)));

    [Fact]
    public void An_attribute_that_says_it_is_shorter_than_its_header_is_refused() =>
        Assert.Throws<FormatException>(() => NetlinkAttribute.Split(new byte[] { 2, 0, 1, 0 }));

    [Fact]
    public void Any_bytes_are_either_split_or_refused()
    {
        Gen.Byte.Array[0, 64].Sample(bytes =>
        {
            try
            {
                foreach (var message in NetlinkMessage.Split(bytes))
                    NetlinkAttribute.Split(message.Payload);
            }
            catch (FormatException)
            {
                // Refused.
            }
        });
    }
}
