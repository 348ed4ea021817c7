namespace Chaos.Consensus;

/// <summary>
/// A node of single-decree Paxos ("Paxos made simple", section 2) for many instances: each key is a register that is written once. There is
/// no leader: the node that a client asks proposes. Its parts: acceptor, proposer and clients, each in a file of its own.
/// </summary>
internal sealed partial class PaxosSingleProgram : IProgram
{
    private const int RetryTimer = 0;

    private readonly ProgramPlace place;
    private readonly IProgramHost host;
    private readonly long requestNs;
    private readonly BugSwitches bugs = BugSwitches.None;
    private readonly FlushGate gate;
    private readonly SingleStorage storage;
    private readonly PaxosMembers members;
    private readonly int self;
    private Dictionary<string, SingleInstance> instances = [];

    public PaxosSingleProgram(ProgramPlace place, IProgramHost host, long requestNs)
    {
        if (place.Nodes.Count > PaxosMembers.MostNodes)
            throw new ArgumentException($"Paxos runs on at most {PaxosMembers.MostNodes} nodes, not {place.Nodes.Count}.", nameof(place));
        this.place = place;
        this.host = host;
        this.requestNs = requestNs;
        self = place.Self;
        members = PaxosMembers.Of(place.Members);
        gate = new(host, Deliver);
        storage = new(host, gate, bugs);
    }

    public void Start()
    {
        instances = storage.Recover();
        gate.Request();
    }

    public void Receive(int from, ProgramMessage message)
    {
        switch (message)
        {
            case SinglePrepare prepare: OnPrepare(from, prepare); break;
            case SingleAccept accept: OnAccept(from, accept); break;
            case SinglePromised promised: OnPromised(from, promised); break;
            case SingleAccepted accepted: OnAccepted(from, accepted); break;
            case SingleRefused refused: OnRefused(refused); break;
            case SingleChosen chosen: Learn(chosen.Key, chosen.Proposal); break;
            default: host.Log($"ignored a message {message.Name} from {place.Nodes[from]}"); break;
        }
    }

    public void TimerFired(int timer) => OnRetry();

    public void Flushed(long flush) => gate.Flushed(flush);

    public void Request(long call, ProgramMessage request)
    {
        switch (request)
        {
            case ClientRequest client: TakeOn(call, client.Command); break;
            case ProbeRequest probe: host.Reply(call, Probe(probe.WithDigest)); break;
            case AdminRequest: Refuse(call, "single-decree Paxos has fixed members and no leader"); break;
            default: Refuse(call, $"a Paxos node knows no request {request.Name}"); break;
        }
    }

    private ProbeReply Probe(bool withDigest)
    {
        var chosen = instances.Values.Count(instance => instance.Chosen is not null);
        return new()
        {
            Role = NodeRole.Follower,
            Term = 0,
            Leader = -1,
            CommitIndex = chosen,
            AppliedIndex = chosen,
            LastIndex = instances.Count,
            Members = [.. place.Members],
            Digest = withDigest ? Digest() : null,
        };
    }

    private ulong Digest()
    {
        var writer = new ByteWriter();
        ulong sum = 0;
        foreach (var instance in instances.Values)
        {
            if (instance.Chosen is not { } chosen) continue;
            writer.Clear();
            writer.Text(instance.Key);
            chosen.Write(writer);
            sum += ((ulong)Crc.Of(writer.Written) << 32) | Crc.Of(writer.Written[1..]);
        }

        return sum;
    }

    private void Refuse(long call, string text) => host.Reply(call, new ClientReply(new(ReplyStatus.Refused, default, 0), text));

    private SingleInstance InstanceOf(string key)
    {
        if (!instances.TryGetValue(key, out var instance)) instances.Add(key, instance = new(key, bugs));
        return instance;
    }

    private void Deliver(int to, ProgramMessage message)
    {
        if (to == self) Receive(self, message);
        else host.Send(to, message);
    }
}
