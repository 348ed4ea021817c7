using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus;

public sealed class ReadTests
{
    private static readonly KeyValueCommand Read = new() { Action = KeyValueAction.Read, Key = "x" };

    [Fact]
    public void A_new_leader_answers_no_read_before_it_has_committed_in_its_term_and_asked_a_quorum()
    {
        var node = new TestNode(0, 3);
        var term = node.Lead();
        node.Ask(1, Read);
        Assert.DoesNotContain(1, node.Replies.Keys);
        node.Receive(1, new AppendReply { Term = term, Accepted = true, Index = 1, Round = 1 });
        Assert.DoesNotContain(1, node.Replies.Keys);
        var round = node.Take<AppendEntries>()[^1].Message.Round;
        Assert.True(round > 1);
        node.Receive(2, new AppendReply { Term = term, Accepted = true, Index = 1, Round = round });
        Assert.Equal(ReplyStatus.Ok, ((ClientReply)node.Replies[1]).Result.Status);
    }

    [Fact]
    public void A_round_that_began_before_a_read_does_not_confirm_it()
    {
        var node = new TestNode(0, 3);
        var term = node.Lead();
        node.Receive(1, new AppendReply { Term = term, Accepted = true, Index = 1, Round = 1 });
        node.Ask(1, Read); // begins a round of its own
        node.Fire(1); // and a heartbeat another one
        var late = node.Take<AppendEntries>()[^1].Message.Round;
        node.Ask(2, Read);
        node.Receive(2, new AppendReply { Term = term, Accepted = true, Index = 1, Round = late });
        Assert.Contains(1, node.Replies.Keys);
        Assert.DoesNotContain(2, node.Replies.Keys);
        node.Receive(2, new AppendReply { Term = term, Accepted = true, Index = 1, Round = node.Take<AppendEntries>()[^1].Message.Round });
        Assert.Contains(2, node.Replies.Keys);
    }

    [Fact]
    public void A_follower_reads_once_it_has_applied_what_the_leader_had_committed()
    {
        var node = new TestNode(0, 3);
        node.Receive(1, Entries.From(1, 0, 0, 0, Entries.Write(1, 1, "x", 5)));
        node.Ask(7, Read);
        var forward = node.Take<ForwardRequest>().Single();
        Assert.Equal((1, 7L), (forward.To, forward.Message.Call));
        node.Receive(1, new ReadIndexReply { Term = 1, Call = 7, Index = 1 });
        Assert.DoesNotContain(7, node.Replies.Keys);
        node.Receive(1, Entries.From(1, 1, 1, 1));
        Assert.Equal(Value.Of(5), ((ClientReply)node.Replies[7]).Result.Value);
    }

    [Fact]
    public void A_lease_answers_at_once_and_ends_by_the_clock()
    {
        var node = new TestNode(0, 3, new() { Reads = RaftReads.Lease });
        var term = node.Lead();
        node.Receive(1, new AppendReply { Term = term, Accepted = true, Index = 1, Round = 1 });
        node.Ask(1, Read);
        Assert.Contains(1, node.Replies.Keys);
        node.MonotonicNs += new RaftSettings().ElectionNs;
        node.Ask(2, Read);
        Assert.DoesNotContain(2, node.Replies.Keys);
    }
}
