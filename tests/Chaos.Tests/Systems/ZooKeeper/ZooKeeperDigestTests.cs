using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.ZooKeeper;

public sealed class ZooKeeperDigestTests
{
    // The end of a snapshot of 3.9.3, with its numbers in place of zeros: transaction 0x20000002a, version 2, digest 0x11ade54b26.
    private const string End = "000000020000002a" + "00000002" + "00000011ade54b26" + "0000000095b93d59" + "000000012f"
        + "000000020000002a" + "00000000bde83f6d" + "000000012f";

    [Fact]
    public void The_digest_stands_at_the_end_of_a_snapshot() => Assert.Equal(
        new ZooKeeperDigest(0x2_0000_002a, 2, 0x11ade54b26), ZooKeeperDigest.Read(Convert.FromHexString("00ff00ff" + End)));

    [Fact]
    public void A_snapshot_that_a_transaction_came_into_tells_none() => Assert.Null(
        ZooKeeperDigest.Read(Convert.FromHexString(End.Replace("2f000000020000002a", "2f000000020000002b", StringComparison.Ordinal))));

    [Theory]
    [InlineData("")]
    [InlineData("000000012f")]
    [InlineData("7b7d")]
    public void Another_end_tells_none(string hex) => Assert.Null(ZooKeeperDigest.Read(Convert.FromHexString(hex)));

    [Fact]
    public void An_end_without_its_marks_tells_none() =>
        Assert.Null(ZooKeeperDigest.Read(Convert.FromHexString(End.Replace("012f", "0130", StringComparison.Ordinal))));
}
