namespace Chaos.Nemeses;

/// <summary>
/// A loss of power, and a restart on what is left. The proof: what was written just before without a flush is gone, what was flushed is
/// there, and besides all that proves a kill. Where flushes are to be slow, they are from a moment before the loss until the restart.
/// </summary>
internal sealed class PowerLossInjection(string faultId, FaultDraw draw, FaultBudget budget, TimeSpan flushDelay) : IInjection
{
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(500);

    private readonly KillInjection kill = new(faultId, draw, budget);
    private IReadOnlyList<DiskLoss> losses = [];
    private string slowness = "";

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (await kill.WhyNotNowAsync(context, cancellationToken) is { } why) return why;
        if (flushDelay == TimeSpan.Zero) return null;
        foreach (var node in draw.Nodes)
            await DiskSteps.Of(context).SetAsync(node, new() { FlushDelay = flushDelay }, cancellationToken);
        await Task.Delay(Settle, context.Clock.TimeProvider, cancellationToken);
        return null;
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (flushDelay > TimeSpan.Zero)
            slowness = string.Join("; ", await Task.WhenAll(draw.Nodes.Select(node => DescribeFlushesAsync(context, node, cancellationToken))));
        losses = await DiskSteps.Of(context).LosePowerAsync(draw.Nodes.ToArray(), cancellationToken);
        return new(losses.Min(loss => loss.Effect.EarliestNs), losses.Max(loss => loss.Effect.LatestNs));
    }

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var gone = await kill.MeasureBegunAsync(context, cancellationToken);
        string[] sentences = [.. losses.Select(loss => loss.Detail), gone.Sentence];
        return new(
            gone.Holds && losses.All(loss => loss is { LostUnflushed: true, KeptFlushed: true }),
            string.Join("; ", slowness.Length > 0 ? sentences.Append(slowness) : sentences));
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.MeasureHeldAsync(context, cancellationToken);

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (flushDelay > TimeSpan.Zero)
        {
            foreach (var node in draw.Nodes)
                await DiskSteps.Of(context).SetAsync(node, new(), cancellationToken);
        }

        return await kill.EndAsync(context, cancellationToken);
    }

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.MeasureEndedAsync(context, cancellationToken);

    private static async Task<string> DescribeFlushesAsync(NemesisContext context, string node, CancellationToken cancellationToken)
    {
        var state = await DiskSteps.Of(context).InspectDiskAsync(node, cancellationToken);
        return $"{state.TreatedFlushes} flushes of {node} were delayed before, {DiskSteps.Milliseconds(state.MedianFlushNs)} in the median";
    }
}
