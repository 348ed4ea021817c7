namespace Chaos.Nemeses;

/// <summary>
/// A loss of power, and a restart on what is left. The proof: what was written just before without a flush is gone, what was flushed is
/// there, and besides all that proves a kill.
/// </summary>
internal sealed class PowerLossInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    private readonly KillInjection kill = new(faultId, draw, budget);
    private IReadOnlyList<DiskLoss> losses = [];

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.WhyNotNowAsync(context, cancellationToken);

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        losses = await DiskSteps.Of(context).LosePowerAsync(draw.Nodes.ToArray(), cancellationToken);
        return new(losses.Min(loss => loss.Effect.EarliestNs), losses.Max(loss => loss.Effect.LatestNs));
    }

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var gone = await kill.MeasureBegunAsync(context, cancellationToken);
        return new(
            gone.Holds && losses.All(loss => loss is { LostUnflushed: true, KeptFlushed: true }),
            $"{string.Join("; ", losses.Select(loss => loss.Detail))}; {gone.Sentence}");
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.MeasureHeldAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.EndAsync(context, cancellationToken);

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.MeasureEndedAsync(context, cancellationToken);
}
