using Chaos.Consensus;
using Xunit;

namespace Chaos.Tests.Consensus.Paxos;

public sealed class AcceptorTests
{
    [Fact]
    public void A_promise_is_told_once_it_is_on_disk_and_survives_a_restart()
    {
        Assert.Equal((true, true), RefusesLowerAfterRestart(SeededBugs.NoBug));
        Assert.Equal((true, false), RefusesLowerAfterRestart("forgets-promise"));
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("accepts-below-promise", true)]
    public void A_value_below_the_promise_is_not_accepted(string bug, bool accepted)
    {
        var node = PaxosNode.With(bug);
        node.Receive(1, new PaxosPrepare { Ballot = PaxosNode.Second, From = 1 });
        node.FlushAll();
        node.Receive(2, PaxosNode.Accept(103, 0, PaxosNode.Write(1, 103, 7)));
        node.FlushAll();
        Assert.Equal(accepted, node.Take<PaxosAccepted>().Count == 1);
        Assert.Equal(!accepted, node.Take<PaxosRefused>().Count(refused => refused.Message.Promised == PaxosNode.Second) == 1);
    }

    [Fact]
    public void To_accept_is_to_promise()
    {
        var node = PaxosNode.Create();
        node.Receive(1, PaxosNode.Accept(PaxosNode.Second, 0, PaxosNode.Write(1, PaxosNode.Second, 7)));
        node.FlushAll();
        node.Restart();
        node.Receive(2, new PaxosPrepare { Ballot = 103, From = 1 });
        node.FlushAll();
        Assert.Equal(PaxosNode.Second, Assert.Single(node.Take<PaxosRefused>()).Message.Promised);
        Assert.Empty(node.Take<PaxosPromised>());
    }

    [Theory]
    [InlineData("none", 1)]
    [InlineData("accepted-not-persisted", 0)]
    public void A_promise_reports_what_was_accepted_also_before_a_restart(string bug, int reported)
    {
        var node = PaxosNode.With(bug);
        node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(3, 102, 7)));
        node.FlushAll();
        node.Restart();
        node.Receive(2, new PaxosPrepare { Ballot = 203, From = 1 });
        node.FlushAll();
        var promise = Assert.Single(node.Take<PaxosPromised>());
        Assert.Equal((2, 203L, reported), (promise.To, promise.Message.Ballot, promise.Message.Accepted.Length));
    }

    [Theory]
    [InlineData("none", 0)]
    [InlineData("accepts-before-flush", 1)]
    public void An_acceptance_is_told_once_it_is_on_disk(string bug, int early)
    {
        var node = PaxosNode.With(bug);
        node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(1, 102, 7)));
        Assert.Equal(early, node.Take<PaxosAccepted>().Count);
        node.FlushAll();
        Assert.Equal(1 - early, node.Take<PaxosAccepted>().Count);
    }

    [Fact]
    public void Slots_are_accepted_in_any_order()
    {
        var node = PaxosNode.Create();
        node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(5, 102, 7)));
        node.Receive(1, PaxosNode.Accept(102, 0, PaxosNode.Write(2, 102, 8)));
        node.FlushAll();
        Assert.Equal([(5L, 5L), (2L, 2L)], node.Take<PaxosAccepted>().Select(sent => (sent.Message.First, sent.Message.Last)));
        Assert.Equal(0, node.Probe.CommitIndex);
    }

    [Fact]
    public void While_a_leader_reports_no_other_proposer_is_answered()
    {
        var node = PaxosNode.Create();
        node.Receive(1, PaxosNode.Accept(102, 0));
        node.FlushAll();
        node.Receive(2, new PaxosPrepare { Ballot = 203, From = 1 });
        node.FlushAll();
        Assert.Empty(node.Take<PaxosPromised>());
        Assert.Empty(node.Take<PaxosRefused>());
        node.WaitForSilence();
        node.Receive(2, new PaxosPrepare { Ballot = 203, From = 1 });
        node.FlushAll();
        Assert.Single(node.Take<PaxosPromised>());
    }

    private static (bool Before, bool After) RefusesLowerAfterRestart(string bug)
    {
        var node = PaxosNode.With(bug);
        node.Receive(1, new PaxosPrepare { Ballot = PaxosNode.Second, From = 1 });
        Assert.Empty(node.Take<PaxosPromised>()); // not before it is on disk
        node.FlushAll();
        Assert.Single(node.Take<PaxosPromised>());
        var before = RefusesLower(node);
        node.Restart();
        return (before, RefusesLower(node));
    }

    private static bool RefusesLower(TestHost node)
    {
        node.Receive(2, new PaxosPrepare { Ballot = 103, From = 1 });
        node.FlushAll();
        return node.Take<PaxosRefused>().Count == 1 && node.Take<PaxosPromised>().Count == 0;
    }
}
