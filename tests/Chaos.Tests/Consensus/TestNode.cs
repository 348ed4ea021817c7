using Chaos.Consensus;

namespace Chaos.Tests.Consensus;

/// <summary>One Raft node whose world is in the hands of a test: messages, timers and flushes happen when the test says so.</summary>
internal sealed class TestNode : IProgramHost
{
    private readonly ProgramPlace place;
    private readonly RaftSettings settings;
    private readonly byte[][] files = [[], [], [], [], [], [], [], []];
    private readonly Queue<long> flushes = new();
    private RaftProgram program;
    private long flushCount;

    public TestNode(int self, int nodes, RaftSettings? settings = null, IEnumerable<int>? members = null)
    {
        this.settings = settings ?? new();
        place = new()
        {
            Nodes = [.. Enumerable.Range(1, nodes).Select(i => $"n{i}")],
            Self = self,
            Members = [.. members ?? Enumerable.Range(0, nodes)],
        };
        program = new RaftProgram(place, this, this.settings);
        program.Start();
        FlushAll();
    }

    public long MonotonicNs { get; set; } = 10_000_000_000;

    public long WallNs => MonotonicNs;

    public List<(int To, ProgramMessage Message)> Sent { get; } = [];

    public Dictionary<long, ProgramMessage> Replies { get; } = [];

    public Dictionary<int, long> Timers { get; } = [];

    public List<string> Lines { get; } = [];

    public bool HasFlushPending => flushes.Count > 0;

    public ProbeReply Probe
    {
        get
        {
            program.Request(-1, ProbeRequest.Plain);
            return (ProbeReply)Replies[-1];
        }
    }

    public byte[] LogFile
    {
        get => files[0];
        set => files[0] = value;
    }

    /// <summary>A new life on the same disk; a node that restarts waits a timeout before it votes, which is over.</summary>
    public void Restart()
    {
        Sent.Clear();
        flushes.Clear();
        Timers.Clear();
        program = new RaftProgram(place, this, settings);
        program.Start();
        FlushAll();
        MonotonicNs += 10_000_000_000;
    }

    public void WaitForSilence() => MonotonicNs += 10_000_000_000;

    public void Receive(int from, ProgramMessage message) => program.Receive(from, message);

    public void Ask(long call, ProgramMessage request) => program.Request(call, request);

    public void Ask(long call, KeyValueCommand command) => program.Request(call, new ClientRequest(command));

    public void Fire(int timer) => program.TimerFired(timer);

    public void FlushAll()
    {
        while (flushes.TryDequeue(out var flush)) program.Flushed(flush);
    }

    /// <summary>The messages of a type since the last time, with their receivers.</summary>
    public List<(int To, T Message)> Take<T>()
        where T : ProgramMessage
    {
        var found = Sent.Where(sent => sent.Message is T).Select(sent => (sent.To, (T)sent.Message)).ToList();
        Sent.RemoveAll(sent => sent.Message is T);
        return found;
    }

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

    public IEnumerable<int> Peers => Enumerable.Range(0, place.Nodes.Count).Where(node => node != place.Self);

    ulong IProgramHost.NextRandom() => 7;

    void IProgramHost.Send(int to, ProgramMessage message) => Sent.Add((to, message));

    void IProgramHost.SetTimer(int timer, long afterNs) => Timers[timer] = afterNs;

    void IProgramHost.CancelTimer(int timer) => Timers.Remove(timer);

    ReadOnlySpan<byte> IProgramHost.Read(int file) => files[file];

    void IProgramHost.Append(int file, ReadOnlySpan<byte> bytes) => files[file] = [.. files[file], .. bytes];

    void IProgramHost.Replace(int file, ReadOnlySpan<byte> bytes) => files[file] = bytes.ToArray();

    long IProgramHost.Flush()
    {
        flushes.Enqueue(++flushCount);
        return flushCount;
    }

    void IProgramHost.Reply(long call, ProgramMessage reply) => Replies[call] = reply;

    void IProgramHost.Log(string line) => Lines.Add(line);
}
