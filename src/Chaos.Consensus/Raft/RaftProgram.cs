using System.Numerics;

namespace Chaos.Consensus;

/// <summary>
/// A Raft node (paper, figure 2). Its parts: elections, replication, commitment, reads, snapshots, membership, leadership transfer
/// and clients, each in a file of its own.
/// </summary>
internal sealed partial class RaftProgram : IProgram
{
    private const int None = -1;
    private const int ElectionTimer = 0;
    private const int HeartbeatTimer = 1;
    private const int RetryTimer = 2;

    private readonly ProgramPlace place;
    private readonly IProgramHost host;
    private readonly RaftSettings settings;
    private readonly BugSwitches bugs;
    private readonly RaftStorage storage;
    private readonly KeyValueStore store;
    private readonly ByteWriter scratch = new();
    private readonly Queue<(long Position, int To, RaftMessage Message)> gated = new();
    private readonly int self;
    private RaftLog log = new();
    private RaftSnapshot? snapshot;
    private long term;
    private int vote = None;
    private NodeRole role = NodeRole.Follower;
    private int leader = None;

    public RaftProgram(ProgramPlace place, IProgramHost host, RaftSettings settings)
    {
        if (place.Nodes.Count > RaftConfiguration.MostNodes)
            throw new ArgumentException($"Raft runs on at most {RaftConfiguration.MostNodes} nodes, not {place.Nodes.Count}.", nameof(place));
        this.place = place;
        this.host = host;
        this.settings = settings;
        bugs = settings.Bugs;
        self = place.Self;
        storage = new(host, bugs);
        store = new(bugs);
        calls = new(host, RetryTimer, settings.ElectionNs, settings.RequestNs, PassOn);
        progress = new FollowerProgress[place.Nodes.Count];
    }

    private bool IsLeader => role is NodeRole.Leader;

    public void Start()
    {
        var found = storage.Recover();
        (term, vote, snapshot, log) = (found.Term, found.Vote, found.Snapshot, found.Log);
        LoadConfigurations();
        if (snapshot is not null) LoadSnapshot(snapshot);
        storage.RequestFlush(log.LastIndex);
        // A node that forgot what it promised to a leader before the crash keeps the promise for one timeout (thesis 6.4.1).
        heardNs = host.MonotonicNs;
        ResetElectionTimer(drawAnew: true);
    }

    public void Receive(int from, ProgramMessage message)
    {
        switch (message)
        {
            case AppendEntries append: OnAppendEntries(from, append); break;
            case AppendReply reply: OnAppendReply(from, reply); break;
            case ForwardRequest forward: OnForwardRequest(from, forward); break;
            case ForwardReply reply: calls.Answer(reply.Call, reply.Result); break;
            case ReadIndexReply read: OnReadIndexReply(read); break;
            case VoteRequest request: OnVoteRequest(from, request); break;
            case VoteReply reply: OnVoteReply(from, reply); break;
            case InstallSnapshot install: OnInstallSnapshot(from, install); break;
            case TimeoutNow now: OnTimeoutNow(now); break;
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

    public void Flushed(long flush)
    {
        storage.Flushed(flush, log.LastIndex);
        while (gated.TryPeek(out var next) && storage.IsDurable(next.Position))
        {
            gated.Dequeue();
            SendNow(next.To, next.Message);
        }

        if (IsLeader) MaybeCommit();
    }

    public void Request(long call, ProgramMessage request)
    {
        switch (request)
        {
            case ClientRequest client: TakeOn(call, client.Command); break;
            case ProbeRequest probe: host.Reply(call, Probe(probe.WithDigest)); break;
            case AdminRequest admin: OnAdmin(call, admin); break;
            default: Refuse(call, $"a Raft node knows no request {request.Name}"); break;
        }
    }

    private ProbeReply Probe(bool withDigest) => new()
    {
        Role = !configuration.Contains(self) && !IsLeader ? NodeRole.Learner : role,
        Term = term,
        Leader = leader,
        CommitIndex = commitIndex,
        AppliedIndex = appliedIndex,
        LastIndex = log.LastIndex,
        Members = Enumerable.Range(0, place.Nodes.Count).Where(configuration.Contains).ToArray(),
        Digest = withDigest ? store.Digest() : null,
    };

    private void Refuse(long call, string text) => host.Reply(call, new ClientReply(new(ReplyStatus.Refused, default, 0), text));

    /// <summary>A higher term, or a leader: follow. The term is on disk before anything is said in it.</summary>
    private void BecomeFollower(long newTerm, int newLeader)
    {
        var wasLeader = IsLeader;
        role = NodeRole.Follower;
        if (newTerm != term)
        {
            term = newTerm;
            vote = None;
            storage.SaveState(term, vote);
        }

        if (wasLeader) EndLeadership();
        SetLeader(newLeader);
        ResetElectionTimer(drawAnew: true);
    }

    private void SetLeader(int newLeader)
    {
        if (leader == newLeader) return;
        leader = newLeader;
        if (leader != None) calls.PassOnAll();
    }

    /// <summary>Sends once everything written so far survives a loss of power.</summary>
    private void SendWhenDurable(int to, RaftMessage message)
    {
        if (storage.IsDurable(storage.Written))
        {
            SendNow(to, message);
            return;
        }

        gated.Enqueue((storage.Written, to, message));
        storage.RequestFlush(log.LastIndex);
    }

    // A vote for oneself is a message like others: it counts once it is on disk.
    private void SendNow(int to, RaftMessage message)
    {
        if (to == self) Receive(self, message);
        else host.Send(to, message);
    }

    private void ForPeers(ulong nodes, Action<int> act)
    {
        for (var rest = nodes & ~RaftConfiguration.Bit(self); rest != 0; rest &= rest - 1) act(BitOperations.TrailingZeroCount(rest));
    }
}
