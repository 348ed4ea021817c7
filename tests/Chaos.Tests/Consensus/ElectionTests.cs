using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus;

public sealed class ElectionTests
{
    [Fact]
    public void A_vote_is_given_once_in_a_term_and_survives_a_restart()
    {
        var node = Silent();
        node.Receive(1, Entries.Ask(5, 0, 0));
        Assert.Empty(node.Take<VoteReply>()); // not before it is on disk
        node.FlushAll();
        Assert.True(node.Take<VoteReply>().Single().Message.Granted);

        node.Restart();
        node.Receive(2, Entries.Ask(5, 0, 0));
        node.FlushAll();
        Assert.False(node.Take<VoteReply>().Single().Message.Granted);
        node.Receive(1, Entries.Ask(5, 0, 0));
        node.FlushAll();
        Assert.True(node.Take<VoteReply>().Single().Message.Granted);
    }

    [Theory]
    [InlineData(1, 9, false)] // a lower last term, however long
    [InlineData(2, 1, false)] // the same term, shorter
    [InlineData(2, 2, true)]
    [InlineData(3, 1, true)] // a higher last term, however short
    public void A_vote_goes_to_a_log_that_is_at_least_as_up_to_date(long lastTerm, long lastIndex, bool granted)
    {
        var node = Silent();
        node.Receive(1, Entries.From(2, 0, 0, 0, Entries.Writes(1, 2, 2)));
        node.WaitForSilence();
        node.Receive(2, Entries.Ask(4, lastIndex, lastTerm));
        node.FlushAll();
        Assert.Equal(granted, node.Take<VoteReply>().Single().Message.Granted);
    }

    [Fact]
    public void A_pre_vote_changes_nothing_and_is_refused_while_a_leader_is_heard()
    {
        var node = Silent();
        node.Receive(1, Entries.From(3, 0, 0, 0));
        node.Receive(2, Entries.Ask(4, 0, 0, preVote: true));
        Assert.False(node.Take<VoteReply>().Single().Message.Granted);
        node.WaitForSilence();
        node.Receive(2, Entries.Ask(4, 0, 0, preVote: true));
        Assert.True(node.Take<VoteReply>().Single().Message.Granted);
        Assert.Equal(3, node.Probe.Term);
    }

    [Fact]
    public void A_vote_is_not_even_answered_while_a_leader_is_heard()
    {
        var node = Silent();
        node.Receive(1, Entries.From(3, 0, 0, 0));
        node.Receive(2, Entries.Ask(9, 0, 0));
        node.FlushAll();
        Assert.Empty(node.Take<VoteReply>());
        Assert.Equal(3, node.Probe.Term);
    }

    [Fact]
    public void A_candidate_leads_with_a_majority_and_begins_its_term_with_an_entry_of_it()
    {
        var node = new TestNode(0, 5);
        node.WaitForSilence();
        node.Fire(0);
        var asked = node.Take<VoteRequest>();
        Assert.Equal([1, 2, 3, 4], asked.Select(ask => ask.To));
        Assert.All(asked, ask => Assert.True(ask.Message.IsPreVote));
        Assert.Equal(0, node.Probe.Term);
        foreach (var peer in new[] { 1, 2 }) node.Receive(peer, new VoteReply { Term = 1, IsPreVote = true, Granted = true });
        node.FlushAll();
        Assert.Equal(4, node.Take<VoteRequest>().Count);
        node.Receive(1, new VoteReply { Term = 1, IsPreVote = false, Granted = true });
        node.Receive(1, new VoteReply { Term = 1, IsPreVote = false, Granted = true }); // the same vote again counts once
        Assert.Equal(NodeRole.Candidate, node.Probe.Role);
        node.Receive(3, new VoteReply { Term = 1, IsPreVote = false, Granted = true });
        Assert.Equal(NodeRole.Leader, node.Probe.Role);
        Assert.Contains("became leader at term 1", node.Lines);
        Assert.All(node.Take<AppendEntries>(), sent => Assert.Equal(LogEntryKind.Noop, Assert.Single(sent.Message.Entries).Kind));
    }

    [Fact]
    public void Votes_for_another_term_do_not_count()
    {
        var node = new TestNode(0, 3);
        node.WaitForSilence();
        node.Fire(0);
        node.Receive(1, new VoteReply { Term = 1, IsPreVote = true, Granted = true });
        node.FlushAll();
        node.WaitForSilence();
        node.Fire(0); // a second try: what comes late for the first is of no use
        node.Receive(1, new VoteReply { Term = 1, IsPreVote = false, Granted = true });
        Assert.NotEqual(NodeRole.Leader, node.Probe.Role);
    }

    [Fact]
    public void A_leader_without_a_quorum_steps_down()
    {
        var node = new TestNode(0, 3);
        node.Lead();
        node.Fire(1);
        Assert.Equal(NodeRole.Leader, node.Probe.Role);
        node.WaitForSilence();
        node.Fire(1);
        Assert.Equal(NodeRole.Follower, node.Probe.Role);
    }

    [Fact]
    public void A_higher_term_ends_leadership()
    {
        var node = new TestNode(0, 3);
        var term = node.Lead();
        node.Receive(1, new AppendReply { Term = term + 1, Accepted = false, Index = 0, TryFrom = 1, Round = 1 });
        Assert.Equal((NodeRole.Follower, term + 1), (node.Probe.Role, node.Probe.Term));
    }

    private static TestNode Silent()
    {
        var node = new TestNode(0, 3);
        node.WaitForSilence();
        return node;
    }
}
