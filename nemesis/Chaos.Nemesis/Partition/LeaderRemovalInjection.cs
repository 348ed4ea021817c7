namespace Chaos.Nemeses;

/// <summary>
/// A partition that cuts one node off, whom the others remove from the members while it is cut off and runs on. Afterwards it comes back
/// as a new member with empty data. The proofs are those of the partition and of the change of members.
/// </summary>
internal sealed class LeaderRemovalInjection(PartitionInjection cut, MembershipInjection change) : IInjection
{
    private EffectTime? joined;

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        await cut.WhyNotNowAsync(context, cancellationToken) ?? await change.WhyNotNowAsync(context, cancellationToken);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) => cut.BeginAsync(context, cancellationToken);

    // The change needs a leader on the other side, which takes an election: it comes after the first look at the cut.
    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var begun = await cut.MeasureBegunAsync(context, cancellationToken);
        await change.BeginAsync(context, cancellationToken);
        return Both(begun, await change.MeasureBegunAsync(context, cancellationToken));
    }

    public async ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        Both(await cut.MeasureHeldAsync(context, cancellationToken), await change.MeasureHeldAsync(context, cancellationToken));

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        joined ??= await cut.EndAsync(context, cancellationToken);
        await change.EndAsync(context, cancellationToken);
        return joined.Value;
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        Both(await cut.MeasureEndedAsync(context, cancellationToken), await change.MeasureEndedAsync(context, cancellationToken));

    private static Measurement Both(Measurement one, Measurement other) => new(one.Holds && other.Holds, $"{one.Sentence}; {other.Sentence}");
}
