using System.Net;
using Chaos.Agent;

namespace Chaos.Tests.Agent;

/// <summary>A pod in memory: records what an agent does to it.</summary>
internal sealed class FakePod : ICuts, IPodProcesses, IProbes, IDoctor, IDisks, IFreezer
{
    private IReadOnlyCollection<IPAddress> cut = [];

    /// <summary>What was done, in order.</summary>
    public List<string> Log { get; } = [];

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
}
