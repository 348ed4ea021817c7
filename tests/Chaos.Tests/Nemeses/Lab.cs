using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>A fake cluster with nemeses around it, and the loop that a run would drive them with.</summary>
internal sealed class Lab : IFaultLog
{
    private readonly Dictionary<string, FaultRecord> records = [];

    public Lab(string nemeses, int nodes = 5, ulong seed = 1, bool beyondQuorum = false, TimeSpan? mixOf = null, int spares = 0,
        IReadOnlyList<StoredFault>? replayOf = null, ProofScript? proof = null)
    {
        Cluster = new(nodes, Time, spares);
        Budget = new(beyondQuorum);
        Seed = Randomness.FromSeed(seed);
        var requests = NemesisArguments.Parse(nemeses);
        Nemeses = [.. requests.Select(request => mixOf is { } limit
            ? request.Create(Budget, Timetable(requests, limit))
            : proof is not null ? request.Create(Budget, proof)
            : replayOf is not null ? request.Create(Budget, replayOf)
            : request.Create(Budget, TimeSpan.FromSeconds(60)))];
        Context = new()
        {
            Cluster = Cluster,
            Roles = Cluster,
            Faults = this,
            Clock = Cluster.Clock,
            Random = Seed.For("nemesis"),
            AnswersAsync = Cluster.AnswersAsync,
            CaughtUpAsync = Cluster.CaughtUpAsync,
            VersionOfAsync = Cluster.VersionOfAsync,
        };
    }

    public JumpingTime Time { get; } = new();

    public FakeCluster Cluster { get; }

    public FaultBudget Budget { get; }

    public Randomness Seed { get; }

    public IReadOnlyList<INemesis> Nemeses { get; }

    public INemesis Nemesis => Nemeses[0];

    public NemesisContext Context { get; }

    public IReadOnlyList<FaultRecord> Faults => [.. records.Values];

    public FaultRecord Only => Assert.Single(Faults);

    public List<string> Written { get; } = [];

    /// <summary>The operations of the nemeses, as a history has them.</summary>
    public List<Operation> Entries { get; } = [];

    /// <summary>What a run would have left on disk.</summary>
    public Evidence Evidence => new(new History(Entries.Select((entry, index) => entry with { Index = index })), Faults, []);

    public void Record(FaultRecord fault)
    {
        records[fault.Id] = fault;
        Written.Add($"{fault.Id} {fault.Shape} {string.Join('+', fault.Nodes)} {fault.AskedNs} {fault.FromNs} {fault.ToNs} "
            + $"{fault.Outcome} {fault.Reason} {fault.Effective} {fault.Effect}");
    }

    public ValueTask<Completion> BeginAsync(INemesis? nemesis = null, long cycle = 0) => (nemesis ?? Nemesis).InvokeAsync(
        Context, new(FaultCycle.BeginOf((nemesis ?? Nemesis).Name), null, Value.Of(cycle)), default);

    public async ValueTask BeginInterruptedAsync()
    {
        using var interrupt = new CancellationTokenSource();
        Cluster.DuringInstall = interrupt.Cancel;
        await Nemesis.InvokeAsync(Context, new(FaultCycle.BeginOf(Nemesis.Name), null, Value.Of(0)), interrupt.Token);
    }

    public async ValueTask HealAsync()
    {
        foreach (var nemesis in Nemeses) await nemesis.HealAsync(Context, default);
    }

    public ValueTask<Completion> EndAsync(INemesis? nemesis = null, long cycle = 0) => (nemesis ?? Nemesis).InvokeAsync(
        Context, new(FaultCycle.EndOf((nemesis ?? Nemesis).Name), null, Value.Of(cycle)), default);

    public async Task<FaultRecord> BeginAndEndAsync()
    {
        await BeginAsync();
        Time.Advance(TimeSpan.FromSeconds(5));
        await EndAsync();
        return Only;
    }

    /// <summary>Drives all lanes for so long, then heals.</summary>
    public async Task RunAsync(TimeSpan limit)
    {
        var generators = Nemeses.Select(nemesis => nemesis.Generator).ToArray();
        var endNs = limit.Ticks * 100;
        while (Cluster.Clock.NowNs < endNs)
        {
            _ = Cluster.Leader;
            var wakeNs = endNs;
            for (var i = 0; i < generators.Length; i++)
            {
                var step = generators[i].Next(Now());
                generators[i] = step.Generator;
                if (step.Kind is GeneratorStepKind.Pending) wakeNs = Math.Min(wakeNs, step.DueNs);
                if (step.Kind is not GeneratorStepKind.Operation) continue;
                generators[i] = generators[i].Update(Now(), Entry(step.Invocation, OperationType.Invoke));
                var completion = await Nemeses[i].InvokeAsync(Context, step.Invocation, default);
                generators[i] = generators[i].Update(Now(), Entry(step.Invocation, completion.Type));
                wakeNs = 0;
            }

            // In small steps, so that elections happen when they would.
            var waitNs = Math.Min(wakeNs - Cluster.Clock.NowNs, 200_000_000);
            if (waitNs > 0) Time.Advance(TimeSpan.FromTicks((waitNs + 99) / 100));
        }

        await HealAsync();
    }

    private MixTimetable Timetable(IReadOnlyList<NemesisRequest> requests, TimeSpan limit) => new()
    {
        Families = [.. requests.Select(request => request.Name)],
        Random = Seed.For("mix"),
        Period = TimeSpan.FromSeconds(15),
        TimeLimit = limit,
    };

    private GeneratorContext Now() => new(Cluster.Clock.NowNs, 0, 1, 1, Seed.For("generator"));

    private Operation Entry(Invocation invocation, OperationType type)
    {
        Entries.Add(new()
        {
            F = invocation.F,
            Type = type,
            Process = Operation.NemesisProcess,
            TimeNs = Cluster.Clock.NowNs,
            Value = invocation.Value,
        });
        return Entries[^1];
    }
}
