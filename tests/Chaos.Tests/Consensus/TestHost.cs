using Chaos.Consensus;

namespace Chaos.Tests.Consensus;

/// <summary>One node's program whose world is in the hands of a test: messages, timers and flushes happen when the test says so.</summary>
internal class TestHost : IProgramHost
{
    private readonly ProgramPlace place;
    private readonly CreateProgram create;
    private readonly byte[][] files = [[], [], [], [], [], [], [], []];
    private readonly Queue<long> flushes = new();
    private IProgram program;
    private long flushCount;

    public TestHost(int self, int nodes, CreateProgram create, IEnumerable<int>? members = null)
    {
        this.create = create;
        place = new()
        {
            Nodes = [.. Enumerable.Range(1, nodes).Select(i => $"n{i}")],
            Self = self,
            Members = [.. members ?? Enumerable.Range(0, nodes)],
        };
        program = create(place, this);
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

    public ProbeReply Probe => ProbeWith(digest: false);

    public IEnumerable<int> Peers => Enumerable.Range(0, place.Nodes.Count).Where(node => node != place.Self);

    public byte[] LogFile
    {
        get => files[0];
        set => files[0] = value;
    }

    public ProbeReply ProbeWith(bool digest)
    {
        program.Request(-1, new ProbeRequest(digest));
        return (ProbeReply)Replies[-1];
    }

    /// <summary>A new life on the same disk; what a node waits for after a start is over.</summary>
    public void Restart()
    {
        Sent.Clear();
        flushes.Clear();
        Timers.Clear();
        program = create(place, this);
        program.Start();
        FlushAll();
        WaitForSilence();
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
