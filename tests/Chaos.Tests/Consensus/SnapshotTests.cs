using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus;

public sealed class SnapshotTests
{
    private static readonly RaftSettings Often = new() { SnapshotEntries = 4, TrailingEntries = 1 };

    [Fact]
    public void A_follower_that_is_behind_the_log_gets_a_snapshot_and_goes_on_from_there()
    {
        var (leader, _) = LeaderWithSnapshot();
        leader.MonotonicNs += Often.ElectionNs; // the first one is taken for lost
        leader.Fire(1);
        var install = leader.Take<InstallSnapshot>().Last(sent => sent.To == 2).Message;

        var follower = new TestNode(2, 3, Often);
        follower.Receive(0, install);
        Assert.Empty(follower.Take<AppendReply>());
        follower.FlushAll();
        var reply = follower.Take<AppendReply>().Single().Message;
        Assert.Equal((true, install.Snapshot.Index), (reply.Accepted, reply.Index));

        leader.Receive(2, reply);
        leader.Ask(99, new KeyValueCommand { Action = KeyValueAction.Write, Key = "y", Value = Value.Of(5) });
        foreach (var (_, next) in leader.Take<AppendEntries>().Where(sent => sent.To == 2)) follower.Receive(0, next);
        Assert.Equal((leader.Probe.LastIndex, leader.Probe.AppliedIndex), (follower.Probe.LastIndex, follower.Probe.AppliedIndex));
        Assert.Equal(Probe(leader).Digest, Probe(follower).Digest);
        follower.Restart();
        Assert.Equal(leader.Probe.LastIndex, follower.Probe.LastIndex);
    }

    [Fact]
    public void A_snapshot_that_is_older_than_the_state_is_ignored()
    {
        var (leader, term) = LeaderWithSnapshot();
        var install = leader.Take<InstallSnapshot>().Single(sent => sent.To == 2).Message;

        Assert.True(StaysAfterOldSnapshot(install, term, BugSwitches.None));
        Assert.False(StaysAfterOldSnapshot(install, term, BugSwitches.Of(SeededBug.SnapshotRollsBack)));
    }

    private static bool StaysAfterOldSnapshot(InstallSnapshot install, long term, BugSwitches bugs)
    {
        var follower = new TestNode(2, 3, new() { Bugs = bugs });
        follower.Receive(0, Entries.From(term, 0, 0, 20, [.. Enumerable.Range(1, 20).Select(i => Entries.Write(i, term))]));
        follower.FlushAll();
        var digest = Probe(follower).Digest;
        follower.Receive(0, install);
        return follower.Probe.AppliedIndex == 20 && Probe(follower).Digest == digest;
    }

    private static (TestNode Leader, long Term) LeaderWithSnapshot()
    {
        var leader = new TestNode(0, 3, Often);
        var term = leader.Lead();
        for (var i = 1; i <= 8; i++)
        {
            leader.Ask(i, new KeyValueCommand { Action = KeyValueAction.Write, Key = $"k{i}", Value = Value.Of(i) });
            leader.FlushAll();
            leader.Receive(1, new AppendReply { Term = term, Accepted = true, Index = leader.Probe.LastIndex, Round = i });
        }

        return (leader, term);
    }

    private static ProbeReply Probe(TestNode node)
    {
        node.Ask(-2, new ProbeRequest(withDigest: true));
        return (ProbeReply)node.Replies[-2];
    }
}
