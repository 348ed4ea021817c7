namespace Chaos.Nemeses;

/// <summary>
/// A partition that comes and goes. The proof is by datagrams, over two turns at least: every flapping direction was silent in one
/// round and worked in another, and all others worked.
/// </summary>
/// <param name="faultId">The fault.</param>
/// <param name="draw">What flaps.</param>
/// <param name="budget">What else is in force.</param>
/// <param name="heal">How it ends.</param>
/// <param name="interval">How long a turn lasts.</param>
/// <param name="watchedTurns">How many turns are watched at the beginning at least. Default: as many as the proof needs.</param>
internal sealed class FlappingInjection(
    string faultId, FaultDraw draw, FaultBudget budget, PartitionHeal heal, TimeSpan interval, int watchedTurns = 0) : IInjection
{
    private const int MostTurns = 6;
    private const int RoundsInTurn = 4;
    private const int RoundsInWatchedTurn = 12;

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        CutProof.NetworkOf(context).FlapAsync(faultId, draw.Cuts, interval, cancellationToken);

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureAsync(watchedTurns, context, cancellationToken);

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureAsync(0, context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        heal.EndAsync(CutProof.NetworkOf(context), faultId, draw.Cuts, cancellationToken);

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        heal.MeasureAsync(faultId, new CutProof(faultId, budget, context), context, cancellationToken);

    private async ValueTask<Measurement> MeasureAsync(int leastTurns, NemesisContext context, CancellationToken cancellationToken)
    {
        var proof = new CutProof(faultId, budget, context);
        var beganNs = context.Clock.NowNs;
        var turnNs = interval.Ticks * TimeSpan.NanosecondsPerTick;
        do
        {
            await proof.RoundAsync(cancellationToken);
            if (context.Clock.NowNs - beganNs >= leastTurns * turnNs
                && proof.Expected(draw.Cuts).All(link => proof.Working.Contains(link) && proof.Broken.Contains(link))
                && proof.SilentBeside(draw.Cuts).Length == 0) break;
            await Task.Delay(interval / (leastTurns > 0 ? RoundsInWatchedTurn : RoundsInTurn), context.Clock.TimeProvider, cancellationToken);
        }
        while (context.Clock.NowNs - beganNs < MostTurns * turnNs);

        var expected = proof.Expected(draw.Cuts);
        var flapped = expected.Count(link => proof.Working.Contains(link) && proof.Broken.Contains(link));
        var silent = proof.SilentBeside(draw.Cuts);
        return new(
            expected.Length > 0 && flapped == expected.Length && silent.Length == 0,
            $"{flapped} of {expected.Length} flapping directions were silent at one time and worked at another"
            + (silent.Length == 0 ? "" : $"; silent without a reason: {CutProof.Join(silent)}"));
    }
}
