namespace Chaos.Consensus;

/// <summary>
/// A Multi-Paxos node ("Paxos made simple", section 3): acceptor and learner always, proposer and leader at times. Its parts: acceptor,
/// proposer, leader, learner, reads, snapshots, membership, handing over and clients, each in a file of its own.
/// </summary>
internal sealed partial class PaxosProgram : IProgram
{
    private const int None = -1;
    private const int ElectionTimer = 0;
    private const int HeartbeatTimer = 1;
    private const int RetryTimer = 2;

    private readonly ProgramPlace place;
    private readonly IProgramHost host;
    private readonly PaxosSettings settings;
    private readonly BugSwitches bugs;
    private readonly FlushGate gate;
    private readonly PaxosStorage storage;
    private readonly KeyValueStore store;
    private readonly ByteWriter scratch = new();
    private readonly int self;
    private NodeRole role = NodeRole.Follower;
    private int leader = None;

    public PaxosProgram(ProgramPlace place, IProgramHost host, PaxosSettings settings)
    {
        if (place.Nodes.Count > PaxosMembers.MostNodes)
            throw new ArgumentException($"Paxos runs on at most {PaxosMembers.MostNodes} nodes, not {place.Nodes.Count}.", nameof(place));
        this.place = place;
        this.host = host;
        this.settings = settings;
        bugs = settings.Bugs;
        self = place.Self;
        gate = new(host, Deliver);
        storage = new(host, gate, bugs);
        store = new(bugs);
        promise = new(bugs);
        calls = new(host, RetryTimer, settings.ElectionNs, settings.RequestNs, PassOn);
        peers = new PaxosPeer[place.Nodes.Count];
        acceptances = new ulong[settings.WindowSlots];
    }

    private bool IsLeader => role is NodeRole.Leader;

    public void Start()
    {
        var found = storage.Recover();
        log = found.Log;
        promise.Raise(found.Promised);
        if (bugs.Has(SeededBug.ReusesBallot) && PaxosBallot.OwnerOf(found.Promised) == self) lastLife = found.Promised;
        highest = found.Promised;
        configurations.Add((0, PaxosMembers.Of(place.Members)));
        if (found.Snapshot is not null) Load(found.Snapshot);
        while (chosen < found.Chosen && log[chosen + 1] is { } entry) Apply(entry);
        savedChosen = chosen;
        gate.Request();
        ResetElectionTimer();
    }

    public void Receive(int from, ProgramMessage message)
    {
        switch (message)
        {
            case PaxosAccept accept: OnAccept(from, accept); break;
            case PaxosAccepted accepted: OnAccepted(from, accepted); break;
            case PaxosForward forward: OnForward(from, forward); break;
            case PaxosForwarded forwarded: calls.Answer(forwarded.Call, forwarded.Result); break;
            case PaxosReadAt read: WaitFor(read.Slot, read.Call); break;
            case PaxosLearn learn: OnLearn(from, learn); break;
            case PaxosLearnt learnt: OnLearnt(from, learnt); break;
            case PaxosPrepare prepare: OnPrepare(from, prepare); break;
            case PaxosPromised promised: OnPromised(from, promised); break;
            case PaxosRefused refused: OnRefused(refused); break;
            case PaxosTakeOver takeOver: OnTakeOver(takeOver); break;
            default: host.Log($"ignored a message {message.Name} from {place.Nodes[from]}"); break;
        }
    }

    public void TimerFired(int timer)
    {
        switch (timer)
        {
            case ElectionTimer: OnElectionTimeout(); break;
            case HeartbeatTimer: OnHeartbeat(); break;
            case RetryTimer: calls.OnTimer(); break;
        }
    }

    public void Flushed(long flush) => gate.Flushed(flush);

    public void Request(long call, ProgramMessage request)
    {
        switch (request)
        {
            case ClientRequest client: TakeOn(call, client.Command); break;
            case ProbeRequest probe: host.Reply(call, Probe(probe.WithDigest)); break;
            case AdminRequest admin: OnAdmin(call, admin); break;
            default: Refuse(call, $"a Paxos node knows no request {request.Name}"); break;
        }
    }

    private ProbeReply Probe(bool withDigest) => new()
    {
        Role = !IsMember && !IsLeader ? NodeRole.Learner : role,
        Term = IsLeader ? ballot : promise.Ballot,
        Leader = leader,
        CommitIndex = chosen,
        AppliedIndex = chosen,
        LastIndex = Math.Max(chosen, log.LastSlot),
        Members = NodesOf(MembersInWindow()),
        Digest = withDigest ? store.Digest() : null,
    };

    private void Refuse(long call, string text) => host.Reply(call, new ClientReply(new(ReplyStatus.Refused, default, 0), text));

    // What an acceptor tells its own proposer is a message like others: it counts once it is on disk.
    private void Deliver(int to, ProgramMessage message)
    {
        if (to == self) Receive(self, message);
        else host.Send(to, message);
    }

    private void SetLeader(int newLeader)
    {
        if (leader == newLeader) return;
        leader = newLeader;
        if (leader != None) calls.PassOnAll();
    }
}
