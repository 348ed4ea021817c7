namespace Chaos.Nemeses;

/// <summary>Slow flushes. The proof: the layer delayed flushes and took as long for them; after the end it delays none.</summary>
internal sealed class SlowDiskInjection(FaultDraw draw, TimeSpan delay) : IInjection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Settles = TimeSpan.FromMilliseconds(100);
    private readonly long delayNs = delay.Ticks * TimeSpan.NanosecondsPerTick;

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        DiskSteps.WhyGoneAsync(context, draw.Nodes, cancellationToken);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) => ProcessSteps.OnAllAsync(
        draw.Nodes, node => DiskSteps.Of(context).SetAsync(node, new() { FlushDelay = delay }, cancellationToken));

    // Whether a flush comes soon is the node's affair: the count at the end proves that some did.
    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        new(new Measurement(true, $"flushes of {string.Join(", ", draw.Nodes)} take {DiskSteps.Milliseconds(delayNs)} longer"));

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        SlowAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) => ProcessSteps.OnAllAsync(
        draw.Nodes, node => DiskSteps.Of(context).SetAsync(node, new(), cancellationToken));

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        // A flush that was on its way when the delay ended is still counted; no other may be.
        await Task.Delay(delay + Settles, context.Clock.TimeProvider, cancellationToken);
        var first = await CountAsync(context, cancellationToken);
        await Task.Delay(delay + Settles, context.Clock.TimeProvider, cancellationToken);
        var second = await CountAsync(context, cancellationToken);
        foreach (var (node, i) in draw.Nodes.Select((node, i) => (node, i)))
        {
            if (second[i] > first[i])
                throw new ClusterException($"Flushes of {node} are still delayed after that was ended.");
        }

        return new(true, "afterwards none is delayed");
    }

    private async Task<long[]> CountAsync(NemesisContext context, CancellationToken cancellationToken) => await Task.WhenAll(
        draw.Nodes.Select(async node => (await DiskSteps.Of(context).InspectDiskAsync(node, cancellationToken)).TreatedFlushes));

    private async ValueTask<Measurement> SlowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var sentences = new List<string>();
        var holds = true;
        foreach (var node in draw.Nodes)
        {
            var state = await DiskSteps.LookAsync(context, node, state => state.TreatedFlushes > 0, Patience, cancellationToken);
            holds &= state.TreatedFlushes > 0 && state.MedianFlushNs >= delayNs;
            sentences.Add($"{state.TreatedFlushes} flushes of {node} were delayed, {DiskSteps.Milliseconds(state.MedianFlushNs)} in the median");
        }

        return new(holds, string.Join("; ", sentences));
    }
}
