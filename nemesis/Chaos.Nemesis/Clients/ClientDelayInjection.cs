namespace Chaos.Nemeses;

/// <summary>A worker's own link is slow. The proof: operations left at least that much later than the worker was told to send them.</summary>
internal sealed class ClientDelayInjection(IReadOnlyList<int> workers, TimeSpan delay) : ClientInjection(workers)
{
    // Timers may fire some ms early.
    private readonly long leastNs = delay.Ticks * TimeSpan.NanosecondsPerTick * 9 / 10;

    public override async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        await ShowsAsync(context, AtBegin, (before, now) => now.Delayed > before.Delayed, cancellationToken)
            ? Slow(context)
            : new(false, $"{Names} sent nothing that could be delayed");

    public override ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) => new(Slow(context));

    public override async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        await ShowsAsync(context, Inspect(context), (before, now) => now.Answered > before.Answered, cancellationToken)
            ? new(true, "then its link was as before")
            : new(true, "it was given its link back, and no answer had reached it 3 s later");

    protected override ValueTask<EffectTime> StrikeAsync(IClientFaults clients, int worker, CancellationToken cancellationToken) =>
        clients.DelayAsync(worker, delay, cancellationToken);

    protected override ValueTask<EffectTime> RelieveAsync(IClientFaults clients, int worker, CancellationToken cancellationToken) =>
        clients.DelayAsync(worker, TimeSpan.Zero, cancellationToken);

    private Measurement Slow(NemesisContext context)
    {
        var least = Inspect(context).Min(use => use.LeastDelayNs ?? 0);
        return new(least >= leastNs, $"what {Names} sent left {least / 1e6:0} ms late or later; {delay.TotalMilliseconds:0} ms were asked");
    }
}
