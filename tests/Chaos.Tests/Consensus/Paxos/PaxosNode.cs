using Chaos.Consensus;

namespace Chaos.Tests.Consensus.Paxos;

/// <summary>A Paxos node in a test's hands, with messages of the others that the test plays.</summary>
internal static class PaxosNode
{
    public const int ElectionTimer = 0;
    public const int HeartbeatTimer = 1;
    public const long First = 101; // the first ballot of node 0
    public const long Second = 202; // the second ballot of node 1

    public static TestHost Create(int self = 0, int nodes = 3, PaxosSettings? settings = null, IEnumerable<int>? members = null) =>
        new(self, nodes, (place, host) => new PaxosProgram(place, host, settings ?? new()), members);

    public static TestHost With(string bug, int nodes = 3) => Create(nodes: nodes, settings: new() { Bugs = SeededBugs.Switches(bug) });

    public static PaxosEntry Write(long slot, long ballot, long value, string key = "x") => PaxosEntry.Create(
        new(), slot, ballot, LogEntryKind.Command, new() { Action = KeyValueAction.Write, Key = key, Value = Value.Of(value) });

    public static KeyValueCommand Write(long value) => new() { Action = KeyValueAction.Write, Key = "x", Value = Value.Of(value) };

    public static KeyValueCommand Read { get; } = new() { Action = KeyValueAction.Read, Key = "x" };

    public static PaxosAccept Accept(long ballot, long chosen, params PaxosEntry[] entries) =>
        new() { Ballot = ballot, Entries = entries, Chosen = chosen, Round = 1 };

    public static PaxosPromised Promise(long ballot, params PaxosEntry[] accepted) => new() { Ballot = ballot, Accepted = accepted };

    public static PaxosAccepted Accepted(long ballot, long first, long last, long round = 1) =>
        new() { Ballot = ballot, First = first, Last = last, Chosen = 0, Round = round };

    /// <summary>Makes node 0 the leader of its next ballot: what the others report is given.</summary>
    public static long Lead(this TestHost node, params PaxosPromised[] promises)
    {
        node.WaitForSilence();
        node.Fire(ElectionTimer);
        var ballot = node.Take<PaxosPrepare>()[0].Message.Ballot;
        var by = node.Peers.ToArray();
        if (promises.Length == 0) promises = [.. by.Select(_ => Promise(ballot))];
        for (var i = 0; i < promises.Length; i++) node.Receive(by[i], Promise(ballot, promises[i].Accepted));
        node.FlushAll();
        Xunit.Assert.Equal(NodeRole.Leader, node.Probe.Role);
        return ballot;
    }

    public static ClientReply? ReplyTo(this TestHost node, long call) => (ClientReply?)node.Replies.GetValueOrDefault(call);

    /// <summary>The values of an entry's write, or null for a no-op.</summary>
    public static long? ValueOf(PaxosEntry entry) => entry.Kind is LogEntryKind.Command ? entry.Command!.Value.AsInteger() : null;
}
