namespace Chaos.Nemeses;

/// <summary>
/// A partition that comes and goes. The proof is by datagrams, over two turns at least: every flapping direction was silent in one
/// round and worked in another, and all others worked.
/// </summary>
internal sealed class FlappingInjection(string faultId, FaultDraw draw, FaultBudget budget, PartitionHeal heal, TimeSpan interval)
    : IInjection
{
    private const int TurnsWatched = 6;

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        CutProof.NetworkOf(context).FlapAsync(faultId, draw.Cuts, interval, cancellationToken);

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var proof = new CutProof(faultId, budget, context);
        var untilNs = context.Clock.NowNs + (TurnsWatched * interval.Ticks * TimeSpan.NanosecondsPerTick);
        do
        {
            await proof.RoundAsync(cancellationToken);
            if (proof.Expected(draw.Cuts).All(link => proof.Working.Contains(link) && proof.Broken.Contains(link))
                && proof.SilentBeside(draw.Cuts).Length == 0) break;
            await Task.Delay(interval / 4, context.Clock.TimeProvider, cancellationToken);
        }
        while (context.Clock.NowNs < untilNs);

        var expected = proof.Expected(draw.Cuts);
        var flapped = expected.Count(link => proof.Working.Contains(link) && proof.Broken.Contains(link));
        var silent = proof.SilentBeside(draw.Cuts);
        return new(
            expected.Length > 0 && flapped == expected.Length && silent.Length == 0,
            $"{flapped} of {expected.Length} flapping directions were silent at one time and worked at another"
            + (silent.Length == 0 ? "" : $"; silent without a reason: {CutProof.Join(silent)}"));
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureBegunAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        heal.EndAsync(CutProof.NetworkOf(context), faultId, draw.Cuts, cancellationToken);

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        heal.MeasureAsync(faultId, new CutProof(faultId, budget, context), context, cancellationToken);
}
