using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus.Paxos;

public sealed class PaxosReadTests
{
    [Theory]
    [InlineData("none", false, false)]
    [InlineData("reads-without-quorum", false, true)]
    public void A_leader_answers_reads_once_a_quorum_was_asked_after_they_came(string bug, bool beforeRecovery, bool beforeQuorum)
    {
        var node = PaxosNode.With(bug);
        var ballot = node.Lead(PaxosNode.Promise(0, PaxosNode.Write(1, 12, 7)));
        node.Ask(1, PaxosNode.Read);
        Assert.Equal(beforeRecovery, node.Replies.ContainsKey(1));
        node.FlushAll();
        node.Receive(2, PaxosNode.Accepted(ballot, 1, 1)); // now it knows what was chosen before
        var round = node.Take<PaxosAccept>()[^1].Message.Round;
        node.Ask(2, PaxosNode.Read);
        Assert.Equal(beforeQuorum, node.Replies.ContainsKey(2));
        node.Fire(PaxosNode.HeartbeatTimer);
        node.Receive(1, PaxosNode.Accepted(ballot, 1, 0, round)); // began before the second read
        Assert.Equal(beforeQuorum, node.Replies.ContainsKey(2));
        node.Receive(1, PaxosNode.Accepted(ballot, 1, 0, node.Take<PaxosAccept>()[^1].Message.Round));
        Assert.Equal(Value.Of(7), node.ReplyTo(1)!.Result.Value);
        Assert.Equal(Value.Of(7), node.ReplyTo(2)!.Result.Value);
    }

    [Fact]
    public void A_leader_that_knows_too_little_answers_only_with_a_seeded_bug()
    {
        var node = PaxosNode.With("reads-before-recovery");
        var ballot = node.Lead(PaxosNode.Promise(0, PaxosNode.Write(1, 12, 7)));
        node.Ask(1, PaxosNode.Read);
        node.Receive(1, PaxosNode.Accepted(ballot, 1, 0, node.Take<PaxosAccept>()[^1].Message.Round));
        Assert.True(node.ReplyTo(1)!.Result.Value.IsNull);
    }

    [Fact]
    public void Another_node_reads_once_it_has_applied_what_the_leader_knew()
    {
        var node = PaxosNode.Create();
        node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(1, 102, 5)));
        node.Ask(7, PaxosNode.Read);
        Assert.Equal((1, 7L), node.Take<PaxosForward>().Select(sent => (sent.To, sent.Message.Call)).Single());
        node.Receive(1, new PaxosReadAt { Ballot = 102, Call = 7, Slot = 1 });
        Assert.DoesNotContain(7, node.Replies.Keys);
        node.Receive(1, PaxosNode.Accept(102, 1));
        Assert.Equal(Value.Of(5), node.ReplyTo(7)!.Result.Value);
    }

    [Fact]
    public void A_command_that_nobody_could_carry_out_is_not_served_and_one_that_was_passed_on_is_uncertain()
    {
        var node = PaxosNode.Create();
        node.Ask(1, PaxosNode.Write(5));
        node.WaitForSilence();
        node.Fire(2);
        Assert.Equal(ReplyStatus.NotServed, node.ReplyTo(1)!.Result.Status);
        node.Receive(1, PaxosNode.Accept(102, 0));
        node.Ask(2, PaxosNode.Write(5));
        node.WaitForSilence();
        node.Fire(2);
        Assert.Equal(ReplyStatus.Uncertain, node.ReplyTo(2)!.Result.Status);
    }
}
