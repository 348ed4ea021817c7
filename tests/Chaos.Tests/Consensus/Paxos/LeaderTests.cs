using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus.Paxos;

public sealed class LeaderTests
{
    [Theory]
    [InlineData("none", 0, 1)]
    [InlineData("learns-from-minority", 1, 1)]
    public void A_value_is_chosen_once_a_majority_has_accepted_it(string bug, long alone, long withAnother)
    {
        var node = PaxosNode.With(bug);
        var ballot = node.Lead();
        node.Ask(1, PaxosNode.Write(5));
        node.FlushAll();
        Assert.Equal(alone, node.Probe.CommitIndex);
        node.Receive(2, PaxosNode.Accepted(ballot, 1, 1));
        Assert.Equal(withAnother, node.Probe.CommitIndex);
        Assert.Equal(ReplyStatus.Ok, node.ReplyTo(1)!.Result.Status);
    }

    [Fact]
    public void Its_own_acceptance_counts_once_it_is_on_disk()
    {
        var node = PaxosNode.Create();
        var ballot = node.Lead();
        node.Ask(1, PaxosNode.Write(5));
        Assert.True(node.HasFlushPending);
        node.Receive(1, PaxosNode.Accepted(ballot, 1, 1));
        Assert.Equal(0, node.Probe.CommitIndex);
        node.FlushAll();
        Assert.Equal(1, node.Probe.CommitIndex);
    }

    [Fact]
    public void Slots_are_chosen_in_any_order_and_applied_in_theirs()
    {
        var node = PaxosNode.Create();
        var ballot = node.Lead();
        foreach (var call in new[] { 1, 2, 3 }) node.Ask(call, PaxosNode.Write(call));
        node.FlushAll();
        node.Receive(1, PaxosNode.Accepted(ballot, 2, 3));
        Assert.Equal(0, node.Probe.AppliedIndex);
        node.Receive(2, PaxosNode.Accepted(ballot, 1, 1));
        Assert.Equal(3, node.Probe.AppliedIndex);
    }

    [Fact]
    public void Acceptances_in_another_ballot_do_not_count()
    {
        var node = PaxosNode.Create();
        node.Lead();
        node.Ask(1, PaxosNode.Write(5));
        node.FlushAll();
        node.Receive(1, PaxosNode.Accepted(99, 1, 1));
        Assert.Equal(0, node.Probe.CommitIndex);
    }

    [Fact]
    public void No_more_slots_are_open_than_the_window_holds()
    {
        var node = PaxosNode.Create(settings: new() { WindowSlots = 4 });
        var ballot = node.Lead();
        for (var call = 1; call <= 6; call++) node.Ask(call, PaxosNode.Write(call));
        Assert.Equal(4, node.Probe.LastIndex);
        node.FlushAll();
        node.Receive(1, PaxosNode.Accepted(ballot, 1, 4));
        Assert.Equal(6, node.Probe.LastIndex);
    }

    [Fact]
    public void What_is_not_answered_for_is_sent_again()
    {
        var node = PaxosNode.Create();
        var ballot = node.Lead();
        foreach (var call in new[] { 1, 2, 3 }) node.Ask(call, PaxosNode.Write(call));
        node.Receive(1, PaxosNode.Accepted(ballot, 1, 1));
        node.Fire(PaxosNode.HeartbeatTimer);
        node.Take<PaxosAccept>();
        node.Fire(PaxosNode.HeartbeatTimer);
        var again = node.Take<PaxosAccept>().ToDictionary(sent => sent.To, sent => sent.Message.Entries.Select(entry => entry.Slot));
        Assert.Equal([2L, 3], again[1]);
        Assert.Equal([1L, 2, 3], again[2]);
    }

    [Fact]
    public void A_leader_that_hears_no_quorum_steps_down()
    {
        var node = PaxosNode.Create();
        node.Lead();
        node.Fire(PaxosNode.HeartbeatTimer);
        Assert.Equal(NodeRole.Leader, node.Probe.Role);
        node.WaitForSilence();
        node.Fire(PaxosNode.HeartbeatTimer);
        Assert.Equal(NodeRole.Follower, node.Probe.Role);
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("new-members-at-once", true)]
    public void New_members_decide_about_slots_beyond_the_window_only(string bug, bool atOnce)
    {
        var node = PaxosNode.Create(nodes: 5, settings: new() { WindowSlots = 8, Bugs = SeededBugs.Switches(bug) }, members: [0, 1, 2]);
        var ballot = node.Lead(PaxosNode.Promise(0), PaxosNode.Promise(0));
        node.Ask(1, new AdminRequest(AdminAction.ChangeMembersNow, [0, 3, 4]));
        node.FlushAll();
        node.Receive(1, PaxosNode.Accepted(ballot, 1, 1));
        node.FlushAll();
        node.Receive(1, PaxosNode.Accepted(ballot, 2, 8));
        Assert.Equal(atOnce ? 1 : 8, node.Probe.CommitIndex); // the old members still decide about the window
        if (atOnce) return;
        node.Receive(1, PaxosNode.Accepted(ballot, 9, 9));
        node.Fire(PaxosNode.HeartbeatTimer);
        Assert.Equal([3, 4], node.Take<PaxosPrepare>().Select(sent => sent.To)); // before it proposes to them it asks them
        Assert.Equal(ReplyStatus.Ok, node.ReplyTo(1)!.Result.Status);
    }
}
