using System.Net;
using Chaos.Agent;

namespace Chaos.Tests.Agent;

/// <summary>A pod in memory: records what an agent does to it.</summary>
internal sealed class FakePod : ICuts, IPodProcesses, IProbes, IDoctor, IConnections, IDisks, IFreezer
{
    private IReadOnlyCollection<IPAddress> cut = [];
    private ICuts? flaps;
    private FakePackets? packets;

    /// <summary>What was done, in order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>Where cuts that come and go are made; writes into the same log.</summary>
    public ICuts Flaps => flaps ??= new Flapping(this);

    /// <summary>Where packets are treated and measured; writes into the same log.</summary>
    public FakePackets Packets => packets ??= new FakePackets(Log);

    /// <summary>The kernel refuses everything.</summary>
    public bool Refuses { get; set; }

    /// <summary>Processes that no signal affects.</summary>
    public IReadOnlyList<int> Stubborn { get; set; } = [];

    /// <summary>Completes a round of probes.</summary>
    public TaskCompletionSource ProbesSent { get; } = new();

    public IReadOnlyList<CutSource> Apply(IReadOnlyCollection<IPAddress> sources)
    {
        Log.Add($"cut {string.Join(",", sources)}");
        cut = Refuses ? throw new AgentException("Cutting is refused here.") : sources;
        return Read();
    }

    public IReadOnlyList<CutSource> Read() => [.. cut.Select(s => new CutSource(s.ToString(), 0))];

    public bool IsFrozen { get; private set; }

    public Task FreezeAsync()
    {
        Log.Add("freeze");
        IsFrozen = !Refuses;
        return Refuses ? Task.FromException(new AgentException("Freezing is refused here.")) : Task.CompletedTask;
    }

    public void Thaw()
    {
        if (IsFrozen)
            Log.Add("thaw");
        IsFrozen = false;
    }

    public void Clear()
    {
        Log.Add("clear");
        cut = [];
    }

    public IReadOnlyList<AgentProcess> List() =>
        [new AgentProcess { Pid = 7, ParentPid = 0, State = 'S', StartMs = 1, Command = "etcd" }];

    public void Send(AgentSignal signal, IReadOnlyList<int>? pids) => Log.Add($"{signal} {(pids is null ? "all" : string.Join(",", pids))}");

    public IReadOnlyList<int> Unaffected(AgentSignal signal, IReadOnlyList<int>? pids) => Stubborn;

    public async Task<IReadOnlyList<ProbeSent>> SendAsync(long nonce, IReadOnlyList<IPAddress> targets, int count, TimeSpan interval)
    {
        Log.Add($"probe {nonce}");
        await ProbesSent.Task;
        return [.. targets.Select(t => new ProbeSent(t.ToString(), count))];
    }

    public IReadOnlyList<ProbeSeen> Seen(long nonce) => [];

    public AgentIdentity Identify(int leaseMs) =>
        new() { Protocol = AgentProtocol.Version, Pid = 1, Kernel = "none", Capabilities = [], LeaseMs = leaseMs };

    public Task<IReadOnlyList<AgentFinding>> ExamineAsync() =>
        Task.FromResult<IReadOnlyList<AgentFinding>>([new AgentFinding("nft", true, "Pretended.")]);

    public Task<AgentReply> CarryOutAsync(AgentRequest.Disk request, AgentReply reply)
    {
        Log.Add(request.GetType().Name);
        return Task.FromResult(reply);
    }

    public int Close(IReadOnlyCollection<IPAddress> peers)
    {
        Log.Add($"close {string.Join(",", peers)}");
        return peers.Count;
    }

    private sealed class Flapping(FakePod pod) : ICuts
    {
        private IReadOnlyCollection<IPAddress> cut = [];

        public IReadOnlyList<CutSource> Apply(IReadOnlyCollection<IPAddress> sources)
        {
            pod.Log.Add($"flaps: cut {string.Join(",", sources)}");
            cut = sources;
            return Read();
        }

        public IReadOnlyList<CutSource> Read() => [.. cut.Select(s => new CutSource(s.ToString(), 0))];

        public void Clear()
        {
            pod.Log.Add("flaps: clear");
            cut = [];
        }
    }
}
