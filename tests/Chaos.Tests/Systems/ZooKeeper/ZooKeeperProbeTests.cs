using Chaos.Systems;
using Xunit;

namespace Chaos.Tests.Systems.ZooKeeper;

public sealed class ZooKeeperProbeTests
{
    private const string Leader = "Zookeeper version: 3.9.3-${mvngit.commit.id}, built on 2026-03-08 16:19 UTC\nLatency min/avg/max: 0/0.0/0\n"
        + "Connections: 1\nOutstanding: 0\nZxid: 0x300000007\nMode: leader\nNode count: 5\nProposal sizes last/min/max: -1/-1/-1\n";

    [Fact]
    public void A_server_tells_version_mode_and_epoch()
    {
        var status = ZooKeeperStatus.Parse(Leader);
        Assert.Equal("3.9.3", status.Version);
        Assert.Equal(new RoleView(NodeRole.Leader, 3, "n2"), status.ToRole("n2"));
        Assert.Equal(NodeRole.Follower, ZooKeeperStatus.Parse(Leader.Replace("leader", "follower", StringComparison.Ordinal)).ToRole("n1").Role);
    }

    [Fact]
    public void A_server_out_of_the_quorum_stands_for_election() => Assert.Equal(
        NodeRole.Candidate, ZooKeeperStatus.Parse("This ZooKeeper instance is not currently serving requests\n").ToRole("n1").Role);

    [Fact]
    public void The_line_of_a_new_leader_is_an_election() => Assert.Equal(
        (2, new DateTimeOffset(2026, 11, 26, 2, 55, 30, 694, TimeSpan.Zero)),
        ZooKeeperElections.Read(
            "2026-11-26T02:55:30.694Z [QuorumPeer[myid=3](plain=0.0.0.0:2181)(secure=disabled)] INFO org.apache.zookeeper.server.quorum.Leader - "
            + "Have quorum of supporters, sids: [[1, 3]]; starting up and setting last processed zxid: 0x200000000"));

    [Theory]
    [InlineData("2026-11-26T02:55:30.591Z INFO org.apache.zookeeper.server.quorum.Leader - LEADING - LEADER ELECTION TOOK - 226 MS")]
    [InlineData("INFO - starting up and setting last processed zxid: 0x200000000")]
    [InlineData("INFO Leader - Have quorum of supporters, sids: [[1, 3]]; starting up and setting last processed zxid: 0x2000000000000000000000")]
    [InlineData("")]
    public void Nothing_else_is_one(string line) => Assert.Null(ZooKeeperElections.Read(line));

    [Fact]
    public void A_follower_that_takes_a_snapshot_says_so_and_one_that_gets_a_diff_does_not()
    {
        const string Before = "2026-11-26T09:42:42.405Z [QuorumPeer[myid=4](plain=0.0.0.0:2181)] INFO org.apache.zookeeper.server.quorum.Learner - ";
        Assert.Equal(
            ("0x100000000", new DateTimeOffset(2026, 11, 26, 9, 42, 42, 405, TimeSpan.Zero)),
            ZooKeeperElections.ReadSnapshot(Before + "Getting a snapshot from leader 0x100000000"));
        Assert.Null(ZooKeeperElections.ReadSnapshot(Before + "Getting a diff from the leader 0x100000438"));
        Assert.Null(ZooKeeperElections.ReadSnapshot("Getting a snapshot from leader 0x"));
    }

    [Fact]
    public void The_members_are_the_hosts_of_the_configuration() => Assert.Equal(
        ["n1", "n2"],
        ZooKeeperMembers.Parse("server.1=n1:2888:3888:participant;0.0.0.0:2181\nserver.2=n2:2888:3888:participant;2181\nversion=100000000"));
}
