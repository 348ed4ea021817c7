using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Chaos.Tests.Nemeses;

/// <summary>
/// A small simulation of nodes, links, processes and leadership. It obeys, complains where a fault makes no sense (killing the
/// dead), and can be told to lie: then the proofs must notice.
/// </summary>
internal sealed partial class FakeCluster(int size, JumpingTime time, int spares = 0)
    : ICluster, INetworkFaults, IProcessFaults, IMembership, INodeJoins, IRoleView
{
    private static readonly TimeSpan Election = TimeSpan.FromSeconds(1.5);

    private readonly Dictionary<string, HashSet<Link>> cuts = [];
    private readonly Dictionary<string, (HashSet<Link> Links, TimeSpan Interval)> flaps = [];
    private readonly RunClock clock = new(time);
    private string? leader = "n1";
    private long? lostNs;

    public List<FakeNode> All { get; } = [.. Enumerable.Range(1, size + spares).Select(i => new FakeNode($"n{i}", i, i > size))];

    /// <summary>What treats packets.</summary>
    public FakePacketFaults Packets => field ??= new(time, Works);

    /// <summary>The disks of the nodes, where faults can reach them.</summary>
    public FakeDisks? Disks { get; set; }

    /// <summary>The clients, where faults can reach them.</summary>
    public FakeClients? Clients { get; set; }

    public string Backend => "fake";

    public RunClock Clock => clock;

    public IReadOnlyList<INode> Nodes => All;

    public IReadOnlyList<string> Voters => [.. Members];

    /// <summary>Directions in which a cut does not bite.</summary>
    public HashSet<Link> Leaks { get; } = [];

    /// <summary>Directions that are broken though nobody cut them.</summary>
    public HashSet<Link> BrokenByItself { get; } = [];

    /// <summary>Directions in which nothing can even be sent.</summary>
    public HashSet<Link> Unsendable { get; } = [];

    /// <summary>How many of the next probes lose every datagram.</summary>
    public int DeafProbes { get; set; }

    public bool KillsDoNothing { get; set; }

    public bool RestartsKeepTheLife { get; set; }

    public bool RestartsCrash { get; set; }

    public bool PausedNodesAnswer { get; set; }

    public bool NobodyAnswers { get; set; }

    /// <summary>Nodes that have not caught up, whatever they answer.</summary>
    public HashSet<string> Behind { get; } = [];

    public bool PausesDoNothing { get; set; }

    /// <summary>How many looks a pause needs until it shows.</summary>
    public int SlowPauses { get; set; }

    public bool ResumesDoNothing { get; set; }

    /// <summary>Thrown by the next installs of any fault.</summary>
    public Exception? InstallFails { get; set; }

    /// <summary>How many of the next ends of any fault fail.</summary>
    public int EndsThatFail { get; set; }

    /// <summary>Called in the middle of an install, after it took effect.</summary>
    public Action? DuringInstall { get; set; }

    public int HealAllCalls { get; private set; }

    public bool LeaderIsUnknown { get; set; }

    /// <summary>Who wins the next election, at once; null where none comes.</summary>
    public string? NextElected { get; set; }

    public IEnumerable<Link> Links => from a in All from b in All where a != b select new Link(a.Name, b.Name);

    public string? Leader
    {
        get
        {
            if (LeaderIsUnknown) return null;
            var quorum = Quorum();
            if (leader is not null && quorum.Contains(leader))
            {
                lostNs = null;
                return leader;
            }

            lostNs ??= clock.NowNs;
            if (clock.NowNs - lostNs < Election.Ticks * 100 || quorum.Count == 0)
                return leader is not null && Find(leader).State is NodeProcessState.Running ? leader : null;
            lostNs = null;
            Changes++;
            return leader = quorum.Order().First();
        }
    }

    public int Changes { get; private set; }

    /// <summary>The largest set of running nodes that reach each other both ways, if it is a majority; found by trying all sets.</summary>
    public IReadOnlyCollection<string> Quorum()
    {
        List<string> best = [];
        for (var mask = 1; mask < 1 << All.Count; mask++)
        {
            var members = All.Where((_, i) => (mask >> i & 1) == 1).ToList();
            if (members.Count * 2 <= size || members.Count <= best.Count) continue;
            if (members.Exists(node => node.State is not NodeProcessState.Running)) continue;
            if (members.Exists(a => members.Exists(b => a != b && !Works(new(a.Name, b.Name))))) continue;
            best = [.. members.Select(node => node.Name)];
        }

        return best;
    }

    public bool Works(Link link) =>
        !BrokenByItself.Contains(link) && (Leaks.Contains(link) || !(cuts.Values.Any(set => set.Contains(link)) || IsFlappedAway(link)));

    public FakeNode Find(string node) => All.Single(candidate => candidate.Name == node);

    public bool TryGetFaults<TFaults>([NotNullWhen(true)] out TFaults? faults)
        where TFaults : class
    {
        faults = this as TFaults ?? Packets as TFaults ?? Disks as TFaults ?? Clients as TFaults;
        return faults is not null;
    }

    public ValueTask<EffectTime> CutAsync(string faultId, IReadOnlyCollection<Link> links, CancellationToken cancellationToken) =>
        Install(5, () => cuts.Add(faultId, [.. links]), cancellationToken);

    public ValueTask<EffectTime> HealAsync(string faultId, CancellationToken cancellationToken) =>
        End(
            5,
            () =>
            {
                cuts.Remove(faultId);
                flaps.Remove(faultId);
            },
            cancellationToken);

    public TimeSpan? RetransmissionLimit { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The directions between whose ends connections were closed.</summary>
    public List<Link> Reset { get; } = [];

    public bool CannotReset { get; set; }

    public bool FlapsStayCut { get; set; }

    public ValueTask<EffectTime> FlapAsync(
        string faultId, IReadOnlyCollection<Link> links, TimeSpan interval, CancellationToken cancellationToken) =>
        Install(5, () => flaps.Add(faultId, ([.. links], interval)), cancellationToken);

    public ValueTask<int> ResetConnectionsAsync(IReadOnlyCollection<Link> links, CancellationToken cancellationToken)
    {
        if (CannotReset) return ValueTask.FromException<int>(new ClusterException("not supported"));
        Reset.AddRange(links);
        return new(links.Count);
    }

    public ValueTask<EffectTime> HealAllAsync(CancellationToken cancellationToken) => End(
        5,
        () =>
        {
            HealAllCalls++;
            cuts.Clear();
            flaps.Clear();
        },
        cancellationToken);

    public ValueTask<Reachability> ProbeAsync(CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        time.Advance(TimeSpan.FromMilliseconds(50));
        var deaf = DeafProbes > 0;
        if (deaf) DeafProbes--;
        var sent = Links.Except(Unsendable).ToArray();
        var working = sent.Where(link => !deaf && Works(link)).ToHashSet();
        return new(new Reachability
        {
            SentNs = sentNs,
            ReceivedNs = clock.NowNs,
            Working = working,
            Broken = [.. sent.Except(working)],
        });
    }

    public ValueTask<EffectTime> KillAsync(string node, CancellationToken cancellationToken) =>
        Install(
            80,
            () =>
            {
                if (Find(node).State is not NodeProcessState.Running) throw new InvalidOperationException($"{node} does not run");
                if (!KillsDoNothing) Find(node).State = NodeProcessState.Gone;
                if (node == JoinsAtLast && !Members.Contains(node)) Members.Add(node);
            },
            cancellationToken);

    public ValueTask<EffectTime> StartAsync(string node, CancellationToken cancellationToken) =>
        End(
            100,
            () =>
            {
                var found = Find(node);
                if (found.State is not NodeProcessState.Gone) return;
                found.State = RestartsCrash ? NodeProcessState.Gone : NodeProcessState.Running;
                if (!RestartsKeepTheLife) found.Life++;
            },
            cancellationToken);

    public ValueTask<EffectTime> PauseAsync(string node, CancellationToken cancellationToken) =>
        Install(
            2,
            () =>
            {
                if (Find(node).State is not NodeProcessState.Running) throw new InvalidOperationException($"{node} does not run");
                if (!PausesDoNothing) Find(node).State = NodeProcessState.Paused;
            },
            cancellationToken);

    public ValueTask<EffectTime> ResumeAsync(string node, CancellationToken cancellationToken) =>
        End(
            2,
            () =>
            {
                if (Find(node).State is NodeProcessState.Paused && !ResumesDoNothing) Find(node).State = NodeProcessState.Running;
            },
            cancellationToken);

    public ValueTask<NodeProcesses> InspectAsync(string node, CancellationToken cancellationToken)
    {
        var found = Find(node);
        if (found.State is NodeProcessState.Paused && SlowPauses-- > 0)
            return new(new NodeProcesses(NodeProcessState.Running, $"{node}/{found.Life}"));
        return new(new NodeProcesses(found.State, found.State is NodeProcessState.Gone ? null : $"{node}/{found.Life}"));
    }

    public ValueTask<bool> AnswersAsync(string node, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var answers = !NobodyAnswers
            && (Find(node).State is NodeProcessState.Running || (PausedNodesAnswer && Find(node).State is NodeProcessState.Paused));
        time.Advance(answers ? TimeSpan.FromMilliseconds(1) : timeout);
        return new(answers);
    }

    public Task<string> NextElectionAsync(CancellationToken cancellationToken)
    {
        if (NextElected is { } node) return Task.FromResult(node);
        return new TaskCompletionSource<string>().Task.WaitAsync(cancellationToken);
    }

    public ValueTask<bool> CaughtUpAsync(string node, TimeSpan timeout, CancellationToken cancellationToken) =>
        new(!Behind.Contains(node) && Find(node).State is NodeProcessState.Running);

    public async IAsyncEnumerable<NodeLogLine> FollowLogAsync(
        string node, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield break;
    }

    public ValueTask CollectAsync(string directory, CancellationToken cancellationToken) => default;

    public ValueTask DisposeAsync() => default;

    private bool IsFlappedAway(Link link) => flaps.Values.Any(flap =>
        flap.Links.Contains(link) && (FlapsStayCut || clock.NowNs / (flap.Interval.Ticks * 100) % 2 == 0));

    private ValueTask<EffectTime> Install(int ms, Action act, CancellationToken cancellationToken)
    {
        if (InstallFails is { } failure) return ValueTask.FromException<EffectTime>(failure);
        return Do(
            ms,
            () =>
            {
                act();
                DuringInstall?.Invoke();
            },
            cancellationToken);
    }

    private ValueTask<EffectTime> End(int ms, Action act, CancellationToken cancellationToken) => EndsThatFail-- > 0
        ? ValueTask.FromException<EffectTime>(new InvalidOperationException("the engine does not answer"))
        : Do(ms, act, cancellationToken);

    private ValueTask<EffectTime> Do(int ms, Action act, CancellationToken cancellationToken)
    {
        var earliestNs = clock.NowNs;
        act();
        time.Advance(TimeSpan.FromMilliseconds(ms));
        return cancellationToken.IsCancellationRequested
            ? ValueTask.FromCanceled<EffectTime>(cancellationToken)
            : new(new EffectTime(earliestNs, clock.NowNs));
    }
}
