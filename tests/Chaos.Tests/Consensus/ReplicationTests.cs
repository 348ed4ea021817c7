using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus;

public sealed class ReplicationTests
{
    [Fact]
    public void Entries_are_acknowledged_once_they_are_on_disk()
    {
        var node = Follower();
        node.Receive(1, Entries.From(1, 0, 0, 0, Entries.Writes(1, 1, 1)));
        Assert.Empty(node.Take<AppendReply>());
        node.FlushAll();
        var reply = node.Take<AppendReply>().Single().Message;
        Assert.Equal((true, 2L), (reply.Accepted, reply.Index));
    }

    [Fact]
    public void Entries_that_do_not_follow_the_log_are_refused_with_the_start_of_the_conflicting_term()
    {
        var node = Follower(Entries.Writes(1, 1, 2, 2, 2));
        node.Receive(2, Entries.From(5, 4, 4, 0, Entries.Writes(5, 5)));
        node.FlushAll();
        var conflict = node.Take<AppendReply>().Single().Message;
        Assert.Equal((false, 2L), (conflict.Accepted, conflict.TryFrom));
        node.Receive(2, Entries.From(5, 9, 5, 0, Entries.Writes(10, 5)));
        node.FlushAll();
        var gap = node.Take<AppendReply>().Single().Message;
        Assert.Equal((false, 5L), (gap.Accepted, gap.TryFrom));
        Assert.Equal(4, node.Probe.LastIndex);
    }

    [Fact]
    public void A_conflicting_suffix_is_replaced_and_an_agreeing_one_stays()
    {
        var node = Follower(Entries.Writes(1, 1, 2, 2));
        node.Receive(2, Entries.From(3, 1, 1, 0, Entries.Write(2, 3)));
        node.FlushAll();
        Assert.Equal(2, node.Probe.LastIndex);
        node.Receive(2, Entries.From(3, 2, 3, 0, Entries.Writes(3, 3, 3)));
        node.Receive(2, Entries.From(3, 1, 1, 0, Entries.Write(2, 3))); // comes late
        node.FlushAll();
        Assert.Equal(4, node.Probe.LastIndex);
        node.Restart();
        Assert.Equal(4, node.Probe.LastIndex);
        node.Receive(2, Entries.From(3, 4, 3, 4));
        Assert.Equal(4, node.Probe.CommitIndex);
    }

    [Fact]
    public void A_follower_commits_no_further_than_its_log_is_known_to_agree()
    {
        var node = Follower(Entries.Writes(1, 1, 1, 1));
        node.Receive(2, Entries.From(2, 1, 1, commit: 3));
        Assert.Equal(1, node.Probe.CommitIndex);
    }

    [Fact]
    public void A_leader_backs_up_over_a_whole_term_and_then_sends_everything()
    {
        var node = new TestNode(0, 3);
        node.Receive(1, Entries.From(2, 0, 0, 0, Entries.Writes(1, 1, 1, 1, 2, 2)));
        node.FlushAll();
        node.Sent.Clear();
        node.Lead();
        node.Sent.Clear();
        node.Receive(1, new AppendReply { Term = node.Probe.Term, Accepted = false, Index = 5, TryFrom = 4, Round = 1 });
        var probe = node.Take<AppendEntries>().Single(sent => sent.To == 1).Message;
        Assert.Equal(3, probe.PreviousIndex);
        Assert.Equal([4L, 5, 6], probe.Entries.Select(entry => entry.Index));
    }

    [Fact]
    public void A_refusal_that_comes_late_does_not_move_a_follower_back()
    {
        var node = new TestNode(0, 3);
        var term = node.Lead();
        node.Receive(1, new AppendReply { Term = term, Accepted = true, Index = 1, Round = 1 });
        node.Sent.Clear();
        node.Receive(1, new AppendReply { Term = term, Accepted = false, Index = 1, TryFrom = 1, Round = 1 });
        Assert.Empty(node.Take<AppendEntries>());
    }

    // Paper, figure 8: an entry of term 2 is on a majority, but only an entry of the leader's own term may be counted.
    [Fact]
    public void An_entry_of_an_older_term_is_committed_only_through_one_of_the_own_term()
    {
        Assert.Equal(0, CommittedInFigure8(BugSwitches.None).AfterOld);
        Assert.Equal(2, CommittedInFigure8(BugSwitches.None).AfterOwn);
        Assert.Equal(1, CommittedInFigure8(BugSwitches.Of(SeededBug.CommitsOlderTerm)).AfterOld);
    }

    [Fact]
    public void The_leaders_own_disk_counts_only_once_it_is_flushed()
    {
        var node = new TestNode(0, 3);
        var term = node.Lead();
        node.Receive(1, new AppendReply { Term = term, Accepted = true, Index = 1, Round = 1 });
        Assert.Equal(1, node.Probe.CommitIndex);
        node.Ask(1, new KeyValueCommand { Action = KeyValueAction.Write, Key = "x", Value = Value.Of(1) });
        Assert.True(node.HasFlushPending);
        node.Receive(1, new AppendReply { Term = term, Accepted = true, Index = 2, Round = 2 });
        Assert.Equal(1, node.Probe.CommitIndex);
        node.FlushAll();
        Assert.Equal(2, node.Probe.CommitIndex);
        Assert.Equal(ReplyStatus.Ok, ((ClientReply)node.Replies[1]).Result.Status);
    }

    private static (long AfterOld, long AfterOwn) CommittedInFigure8(BugSwitches bugs)
    {
        var node = new TestNode(0, 5, new() { Bugs = bugs });
        node.Receive(1, Entries.From(2, 0, 0, 0, Entries.Writes(1, 2)));
        node.FlushAll();
        var term = node.Lead();
        foreach (var peer in new[] { 1, 2 }) node.Receive(peer, new AppendReply { Term = term, Accepted = true, Index = 1, Round = 1 });
        var afterOld = node.Probe.CommitIndex;
        foreach (var peer in new[] { 1, 2 }) node.Receive(peer, new AppendReply { Term = term, Accepted = true, Index = 2, Round = 2 });
        return (afterOld, node.Probe.CommitIndex);
    }

    private static TestNode Follower(params LogEntry[] entries)
    {
        var node = new TestNode(0, 3);
        if (entries.Length == 0) return node;
        node.Receive(1, Entries.From(entries[^1].Term, 0, 0, 0, entries));
        node.FlushAll();
        node.Sent.Clear();
        return node;
    }
}
