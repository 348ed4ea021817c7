namespace Chaos.Nemeses;

/// <summary>
/// Several spare nodes join, one after the other: the next one when most members see the last one and it has caught up. Later they leave
/// in the opposite order. The proof is that of each step.
/// </summary>
internal sealed class GrowthInjection(IReadOnlyList<string> joining, FaultBudget budget) : IInjection
{
    private readonly MembershipInjection[] steps = [.. joining.Select(node => new MembershipInjection(null, node, budget))];
    private int begun;

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        steps[0].WhyNotNowAsync(context, cancellationToken);

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var earliestNs = context.Clock.NowNs;
        foreach (var step in steps)
        {
            if (begun > 0 && await step.WhyNotNowAsync(context, cancellationToken) is { } why) throw new ClusterException(why);
            begun++;
            await step.BeginAsync(context, cancellationToken);
            var seen = await step.MeasureBegunAsync(context, cancellationToken);
            if (!seen.Holds) throw new ClusterException($"After {begun} of {steps.Length} joined: {seen.Sentence}.");
        }

        return new(earliestNs, context.Clock.NowNs);
    }

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        steps[^1].MeasureBegunAsync(context, cancellationToken);

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        steps[^1].MeasureHeldAsync(context, cancellationToken);

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var earliestNs = context.Clock.NowNs;
        for (; begun > 0; begun--) await steps[begun - 1].EndAsync(context, cancellationToken);
        return new(earliestNs, context.Clock.NowNs);
    }

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        steps[0].MeasureEndedAsync(context, cancellationToken);
}
