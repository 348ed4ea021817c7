namespace Chaos.Nemeses;

/// <summary>Damaged files of a node that was killed, and its restart on them. The proof: what was changed, and all that proves a kill.</summary>
internal sealed class FileDamageInjection(
    string faultId, FaultDraw draw, FaultBudget budget, Func<Randomness, DamagePlan> planOf) : IInjection
{
    private const int MostTold = 5;

    private readonly KillInjection kill = new(faultId, draw, budget);
    private readonly Dictionary<string, IReadOnlyList<FileDamage>> damages = new(StringComparer.Ordinal);

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.WhyNotNowAsync(context, cancellationToken);

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var killed = await kill.BeginAsync(context, cancellationToken);
        foreach (var node in draw.Nodes)
            damages[node] = await DiskSteps.Of(context).DamageAsync(
                node, planOf(context.Random.For(faultId).For(node)), cancellationToken);
        return new(killed.EarliestNs, context.Clock.NowNs);
    }

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var gone = await kill.MeasureBegunAsync(context, cancellationToken);
        return new(
            gone.Holds && damages.Count == draw.Nodes.Count && damages.Values.All(files => files.Count > 0),
            $"{gone.Sentence}; {string.Join("; ", damages.Select(Describe))}");
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.MeasureHeldAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.EndAsync(context, cancellationToken);

    // A node that refuses its damaged files ends again: that is its right, and no lack of effect.
    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        return new(true, "started on the damaged files; "
            + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }

    private static string Describe(KeyValuePair<string, IReadOnlyList<FileDamage>> node) => node.Value.Count == 0
        ? $"no file of {node.Key} matched"
        : $"damaged {node.Value.Count} files of {node.Key}: "
            + string.Join("; ", node.Value.Take(MostTold).Select(file => $"{file.Path} ({file.Detail})"))
            + (node.Value.Count > MostTold ? "; ..." : "");
}
