namespace Chaos.Nemeses;

/// <summary>What all faults of clients have in common: the capability, and waiting until counts show the effect.</summary>
internal abstract class ClientInjection(IReadOnlyList<int> workers) : IInjection
{
    /// <summary>How long operations may take to show the effect.</summary>
    private static readonly TimeSpan ShowsWithin = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The workers that are struck.</summary>
    protected IReadOnlyList<int> Workers => workers;

    /// <summary>The counts of the workers just after the fault began.</summary>
    protected IReadOnlyList<ClientUse> AtBegin { get; private set; } = [];

    /// <summary>The workers' names for sentences.</summary>
    protected string Names => $"{(workers.Count == 1 ? "worker" : "workers")} {string.Join(", ", workers)}";

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var count = Of(context).Workers.Count;
        return new(workers.All(worker => worker < count) ? null : $"There are only {count} workers, from 0; {Names} were to be struck.");
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        AtBegin = Inspect(context);
        var times = new List<EffectTime>();
        foreach (var worker in workers) times.Add(await StrikeAsync(Of(context), worker, cancellationToken));
        return new(times.Min(time => time.EarliestNs), times.Max(time => time.LatestNs));
    }

    public abstract ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken);

    public abstract ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken);

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var times = new List<EffectTime>();
        foreach (var worker in workers) times.Add(await RelieveAsync(Of(context), worker, cancellationToken));
        return new(times.Min(time => time.EarliestNs), times.Max(time => time.LatestNs));
    }

    public abstract ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken);

    /// <summary>Begins it on one worker.</summary>
    protected abstract ValueTask<EffectTime> StrikeAsync(IClientFaults clients, int worker, CancellationToken cancellationToken);

    /// <summary>Ends it on one worker.</summary>
    protected abstract ValueTask<EffectTime> RelieveAsync(IClientFaults clients, int worker, CancellationToken cancellationToken);

    /// <summary>The counts of the workers now.</summary>
    protected ClientUse[] Inspect(NemesisContext context) => [.. workers.Select(worker => Of(context).Inspect(worker))];

    /// <summary>Looks until the counts of every worker, compared with earlier ones, show it, or the time is up.</summary>
    protected async ValueTask<bool> ShowsAsync(
        NemesisContext context, IReadOnlyList<ClientUse> earlier, Func<ClientUse, ClientUse, bool> shows,
        CancellationToken cancellationToken)
    {
        var untilNs = context.Clock.NowNs + (ShowsWithin.Ticks * TimeSpan.NanosecondsPerTick);
        while (true)
        {
            if (earlier.Zip(Inspect(context)).All(pair => shows(pair.First, pair.Second))) return true;
            if (context.Clock.NowNs >= untilNs) return false;
            await Task.Delay(BetweenLooks, context.Clock.TimeProvider, cancellationToken);
        }
    }

    private static IClientFaults Of(NemesisContext context) => context.Cluster.TryGetFaults<IClientFaults>(out var clients)
        ? clients
        : throw new ClusterException("The clients of this run have no wrapper that could fail them.");
}
