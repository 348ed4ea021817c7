using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus.Paxos;

public sealed class LearnerTests
{
    private static readonly PaxosSettings Often = new() { SnapshotSlots = 4, TrailingSlots = 1 };

    [Theory]
    [InlineData("none", 1)]
    [InlineData("learns-across-ballots", 2)]
    public void A_chosen_slot_is_known_only_by_a_value_of_the_leaders_own_ballot(string bug, long known)
    {
        var node = PaxosNode.With(bug);
        node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(2, 102, 7)));
        node.Receive(2, PaxosNode.Accept(203, 2, PaxosNode.Write(1, 203, 8))); // slot 2 may have got another value since
        node.FlushAll();
        Assert.Equal(known, node.Probe.CommitIndex);
        Assert.Equal(bug == SeededBugs.NoBug, node.Take<PaxosLearn>().Any(sent => sent.To == 2 && sent.Message.From == 2));
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("skips-gap", 2)]
    public void Nothing_is_applied_beyond_a_slot_that_is_not_known(string bug, long applied)
    {
        var node = PaxosNode.With(bug);
        node.Receive(1, PaxosNode.Accept(102, 2, PaxosNode.Write(2, 102, 7)));
        Assert.Equal(applied, node.Probe.AppliedIndex);
    }

    [Fact]
    public void What_is_missing_is_learnt_from_the_leader_in_place_of_what_was_accepted_before()
    {
        var node = PaxosNode.Create();
        node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(1, 102, 7)));
        node.Receive(2, new PaxosLearnt { Ballot = 203, Entries = [PaxosNode.Write(1, 103, 8), PaxosNode.Write(3, 103, 9)] });
        Assert.Equal(1, node.Probe.CommitIndex);
        node.FlushAll();
        node.Restart();
        node.Receive(2, new PaxosPrepare { Ballot = 303, From = 1 });
        node.FlushAll();
        Assert.Equal(8, PaxosNode.ValueOf(Assert.Single(node.Take<PaxosPromised>().Single().Message.Accepted)));
    }

    [Fact]
    public void A_node_that_is_behind_what_others_keep_gets_a_snapshot_and_goes_on_from_there()
    {
        var leader = LeaderWithSnapshot();
        leader.Receive(2, new PaxosLearn { Ballot = 101, From = 1 });
        var learnt = leader.Take<PaxosLearnt>().Single().Message;
        Assert.NotNull(learnt.Snapshot);
        var node = PaxosNode.Create(2, settings: Often);
        node.Receive(0, learnt);
        Assert.Equal(leader.Probe.AppliedIndex, node.Probe.AppliedIndex);
        Assert.Equal(leader.ProbeWith(digest: true).Digest, node.ProbeWith(digest: true).Digest);
        node.FlushAll();
        node.Restart();
        Assert.Equal(learnt.Snapshot.Slot, node.Probe.AppliedIndex);
    }

    [Fact]
    public void A_proposer_that_is_behind_gets_a_snapshot_with_the_promise()
    {
        var acceptor = LeaderWithSnapshot();
        acceptor.WaitForSilence();
        acceptor.Fire(PaxosNode.HeartbeatTimer); // it hears nobody and steps down
        acceptor.Receive(2, new PaxosPrepare { Ballot = 203, From = 1 });
        acceptor.FlushAll();
        var promise = acceptor.Take<PaxosPromised>().Single().Message;
        var node = PaxosNode.Create(2, settings: Often);
        node.WaitForSilence();
        node.Fire(PaxosNode.ElectionTimer);
        node.Receive(0, new PaxosPromised { Ballot = 103, Accepted = promise.Accepted, Snapshot = promise.Snapshot });
        node.FlushAll();
        Assert.Equal((NodeRole.Leader, promise.Snapshot!.Slot), (node.Probe.Role, node.Probe.AppliedIndex));
    }

    [Theory]
    [InlineData("none", true)]
    [InlineData("old-snapshot-loaded", false)]
    public void A_snapshot_that_is_older_than_the_state_is_ignored(string bug, bool kept)
    {
        var leader = LeaderWithSnapshot();
        leader.Receive(2, new PaxosLearn { Ballot = 101, From = 1 });
        var old = leader.Take<PaxosLearnt>().Single().Message;
        var node = PaxosNode.Create(2, settings: Often with { Bugs = SeededBugs.Switches(bug) });
        node.Receive(0, old);
        node.Receive(0, PaxosNode.Accept(101, 12, [.. Enumerable.Range(1, 12).Select(slot => PaxosNode.Write(slot, 101, slot))]));
        var digest = node.ProbeWith(digest: true).Digest;
        node.Receive(0, new PaxosLearnt { Ballot = 101, Entries = [], Snapshot = old.Snapshot });
        Assert.Equal(12, node.Probe.AppliedIndex);
        Assert.Equal(kept, digest == node.ProbeWith(digest: true).Digest);
    }

    [Fact]
    public void Whatever_prefix_of_the_file_a_loss_of_power_leaves_is_a_state_of_before()
    {
        var node = PaxosNode.Create();
        node.Receive(1, new PaxosPrepare { Ballot = 102, From = 1 });
        for (var slot = 1; slot <= 3; slot++) node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(slot, 102, slot)));
        var whole = node.LogFile;
        var (last, term) = (0L, 0L);
        for (var length = 0; length <= whole.Length; length++)
        {
            node.LogFile = whole[..length];
            node.Restart();
            Assert.InRange(node.Probe.LastIndex, last, 3);
            Assert.InRange(node.Probe.Term, term, 102);
            (last, term) = (node.Probe.LastIndex, node.Probe.Term);
        }

        Assert.Equal((3L, 102L), (last, term));
    }

    private static TestHost LeaderWithSnapshot()
    {
        var leader = PaxosNode.Create(settings: Often);
        var ballot = leader.Lead();
        for (var slot = 1; slot <= 6; slot++)
        {
            leader.Ask(slot, PaxosNode.Write(slot));
            leader.FlushAll();
            leader.Receive(1, PaxosNode.Accepted(ballot, slot, slot));
        }

        return leader;
    }
}
