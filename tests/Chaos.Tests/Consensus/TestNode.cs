using Chaos.Consensus;

namespace Chaos.Tests.Consensus;

/// <summary>One Raft node in a test's hands.</summary>
internal sealed class TestNode(int self, int nodes, RaftSettings? settings = null, IEnumerable<int>? members = null)
    : TestHost(self, nodes, (place, host) => new RaftProgram(place, host, settings ?? new()), members)
{
    /// <summary>Makes the node the leader of its next term, with votes of the others.</summary>
    public long Lead()
    {
        WaitForSilence();
        Fire(0);
        var ask = Take<VoteRequest>()[0].Message;
        foreach (var peer in Peers) Receive(peer, new VoteReply { Term = ask.Term, IsPreVote = true, Granted = true });
        FlushAll();
        foreach (var peer in Peers) Receive(peer, new VoteReply { Term = ask.Term, IsPreVote = false, Granted = true });
        FlushAll();
        Sent.RemoveAll(sent => sent.Message is VoteRequest);
        return ask.Term;
    }
}
