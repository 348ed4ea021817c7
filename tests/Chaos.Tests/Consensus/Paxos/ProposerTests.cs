using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus.Paxos;

public sealed class ProposerTests
{
    [Theory]
    [InlineData("none", 8L, null, 9L)] // the higher ballot, a gap filled, the only report
    [InlineData("takes-wrong-ballot", 7L, null, 9L)]
    [InlineData("ignores-accepted-value", null, null, null)]
    public void A_new_leader_proposes_what_the_highest_ballot_accepted_and_fills_gaps_with_no_ops(
        string bug, long? first, long? second, long? third)
    {
        var node = PaxosNode.With(bug, nodes: 5);
        node.Lead(
            PaxosNode.Promise(0, PaxosNode.Write(1, 12, 7)),
            PaxosNode.Promise(0, PaxosNode.Write(1, 23, 8), PaxosNode.Write(3, 14, 9)));
        var sent = node.Take<PaxosAccept>().Where(sent => sent.To == 1).SelectMany(sent => sent.Message.Entries).ToArray();
        Assert.All(sent, entry => Assert.Equal(PaxosNode.First, entry.Ballot));
        Assert.Equal(first is null ? [] : [first, second, third], sent.Select(PaxosNode.ValueOf));
        // Then what clients ask for.
        node.Ask(1, PaxosNode.Write(5));
        Assert.Equal((sent.Length + 1, 5L), Last(node));
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("does-not-re-propose", 1)]
    public void What_it_found_is_chosen_only_once_a_majority_has_accepted_it_in_its_ballot(string bug, long chosen)
    {
        var node = PaxosNode.With(bug);
        var ballot = node.Lead(PaxosNode.Promise(0, PaxosNode.Write(1, 12, 7)));
        Assert.Equal(chosen, node.Probe.CommitIndex);
        node.Receive(2, PaxosNode.Accepted(ballot, 1, 1));
        node.FlushAll();
        Assert.Equal(1, node.Probe.CommitIndex);
    }

    [Fact]
    public void A_majority_must_promise_the_proposer_itself_among_it_at_last()
    {
        var node = PaxosNode.Create(nodes: 5);
        node.WaitForSilence();
        node.Fire(PaxosNode.ElectionTimer);
        Assert.Equal([1, 2, 3, 4], node.Take<PaxosPrepare>().Select(sent => sent.To));
        node.Receive(1, PaxosNode.Promise(PaxosNode.First));
        node.Receive(1, PaxosNode.Promise(PaxosNode.First)); // the same promise again counts once
        node.FlushAll();
        Assert.Equal((NodeRole.Candidate, 0L), (node.Probe.Role, node.Probe.Term)); // alone it disturbs nobody
        node.Receive(3, PaxosNode.Promise(PaxosNode.First));
        Assert.Equal(NodeRole.Candidate, node.Probe.Role); // its own promise is not on disk
        node.FlushAll();
        Assert.Equal((NodeRole.Leader, PaxosNode.First), (node.Probe.Role, node.Probe.Term));
        Assert.Contains("became leader at term 101", node.Lines);
    }

    [Fact]
    public void A_proposer_that_reaches_nobody_keeps_its_ballot_and_one_that_is_refused_takes_a_higher_one()
    {
        var node = PaxosNode.Create();
        foreach (var _ in Enumerable.Range(0, 3))
        {
            node.WaitForSilence();
            node.Fire(PaxosNode.ElectionTimer);
            Assert.All(node.Take<PaxosPrepare>(), sent => Assert.Equal(PaxosNode.First, sent.Message.Ballot));
        }

        node.Receive(1, new PaxosRefused { Ballot = PaxosNode.First, Promised = 702 });
        Assert.Equal(NodeRole.Follower, node.Probe.Role);
        node.Fire(PaxosNode.ElectionTimer);
        Assert.Equal(801, node.Take<PaxosPrepare>()[0].Message.Ballot);
    }

    [Theory]
    [InlineData("none", 201)]
    [InlineData("reuses-ballot", 101)]
    public void A_ballot_of_an_earlier_life_is_not_used_again(string bug, long ballot)
    {
        var node = PaxosNode.With(bug);
        node.Lead();
        node.Restart();
        node.Fire(PaxosNode.ElectionTimer);
        Assert.Equal(ballot, node.Take<PaxosPrepare>()[0].Message.Ballot);
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("equal-ballots", true)]
    public void No_two_proposers_have_the_same_ballot(string bug, bool same) => Assert.Equal(same, FirstBallotOf(0, bug) == FirstBallotOf(1, bug));

    [Fact]
    public void A_higher_ballot_ends_leadership_and_is_outbid_later()
    {
        var node = PaxosNode.Create();
        var ballot = node.Lead();
        node.Receive(1, new PaxosRefused { Ballot = ballot, Promised = PaxosNode.Second });
        Assert.Equal(NodeRole.Follower, node.Probe.Role);
        node.Fire(PaxosNode.ElectionTimer);
        Assert.Equal(301, node.Take<PaxosPrepare>()[0].Message.Ballot);
    }

    [Fact]
    public void A_leader_hands_over_by_asking_another_node_to_propose()
    {
        var node = PaxosNode.Create();
        var ballot = node.Lead();
        node.Ask(1, new AdminRequest(AdminAction.TransferLeadership, [2]));
        var ask = Assert.Single(node.Take<PaxosTakeOver>());
        Assert.Equal((2, ballot), (ask.To, ask.Message.Ballot));

        var other = PaxosNode.Create(2);
        other.Receive(0, PaxosNode.Accept(ballot, 0));
        other.FlushAll();
        other.Receive(0, ask.Message);
        var prepare = other.Take<PaxosPrepare>().First(sent => sent.To == 0).Message;
        Assert.True(prepare.TakesOver);
        node.Receive(2, prepare);
        node.FlushAll();
        Assert.Equal(NodeRole.Follower, node.Probe.Role);
        other.Receive(0, Assert.Single(node.Take<PaxosPromised>()).Message);
        other.FlushAll();
        Assert.Equal((NodeRole.Leader, 203L), (other.Probe.Role, other.Probe.Term));
    }

    private static long FirstBallotOf(int self, string bug)
    {
        var node = PaxosNode.Create(self, settings: new() { Bugs = SeededBugs.Switches(bug) });
        node.WaitForSilence();
        node.Fire(PaxosNode.ElectionTimer);
        return node.Take<PaxosPrepare>()[0].Message.Ballot;
    }

    private static (long Slot, long? Value) Last(TestHost node)
    {
        var last = node.Take<PaxosAccept>().Single(sent => sent.To == 1).Message.Entries[^1];
        return (last.Slot, PaxosNode.ValueOf(last));
    }
}
