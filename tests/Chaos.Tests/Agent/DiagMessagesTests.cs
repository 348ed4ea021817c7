using System.Net;
using Chaos.Agent;
using Xunit;

namespace Chaos.Tests.Agent;

public sealed class DiagMessagesTests
{
    [Theory]
    [InlineData(DiagMessages.Ip, "172.31.10.3", "172.31.10.3")]
    [InlineData(DiagMessages.Ip6, "::ffff:172.31.10.3", "172.31.10.3")]
    [InlineData(DiagMessages.Ip6, "fd00::7", "fd00::7")]
    public void The_other_end_is_read_from_a_listed_connection(byte family, string remote, string expected)
    {
        var listed = Listed(family, state: 1, remote);

        Assert.True(DiagMessages.IsConnection(listed));
        Assert.Equal(IPAddress.Parse(expected), DiagMessages.RemoteOf(listed));
    }

    [Fact]
    public void Who_listens_has_no_connection() => Assert.False(DiagMessages.IsConnection(Listed(DiagMessages.Ip, state: 10, "0.0.0.0")));

    [Fact]
    public void A_connection_is_ended_by_the_very_id_that_the_kernel_told()
    {
        var listed = Listed(DiagMessages.Ip, state: 1, "172.31.10.3");
        var end = NetlinkMessage.Split(DiagMessages.End(listed)).Single();

        Assert.Equal(21, end.Type);
        Assert.Equal((byte)6, end.Payload.Span[1]);
        Assert.Equal(listed.Payload[4..52].ToArray(), end.Payload[8..56].ToArray());
    }

    // inet_diag_msg: family, state, timer, retransmissions; then ports, source, destination, interface, cookie.
    private static NetlinkMessage Listed(byte family, byte state, string remote)
    {
        var payload = new byte[72];
        payload[0] = family;
        payload[1] = state;
        (payload[4], payload[5], payload[6], payload[7]) = (0x09, 0x4c, 0x9c, 0x40);
        IPAddress.Parse(remote).GetAddressBytes().CopyTo(payload, 24);
        payload.AsSpan(44, 8).Fill(0x5a);
        return new NetlinkMessage(20, 0, 1, payload);
    }
}
