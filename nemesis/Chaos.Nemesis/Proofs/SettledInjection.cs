namespace Chaos.Nemeses;

/// <summary>
/// An injection that waits for a cluster in good order: all nodes are members, have caught up, and the node that it was
/// drawn for leads. Else a cut would show what the one before it left behind.
/// </summary>
/// <param name="inner">The injection.</param>
/// <param name="leader">Who led when it was drawn.</param>
internal sealed class SettledInjection(IInjection inner, string leader) : IInjection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var untilNs = context.Clock.NowNs + (Patience.Ticks * TimeSpan.NanosecondsPerTick);
        while (await WhyNotSettledAsync(context, cancellationToken) is { } why)
        {
            if (context.Clock.NowNs >= untilNs) return $"The cluster has not settled: {why}";
            await Task.Delay(BetweenLooks, context.Clock.TimeProvider, cancellationToken);
        }

        return context.Roles.Leader == leader
            ? await inner.WhyNotNowAsync(context, cancellationToken)
            : "The leader changed while the cluster settled.";
    }

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) => inner.BeginAsync(context, cancellationToken);

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        inner.MeasureBegunAsync(context, cancellationToken);

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        inner.MeasureHeldAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) => inner.EndAsync(context, cancellationToken);

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        inner.MeasureEndedAsync(context, cancellationToken);

    private static async ValueTask<string?> WhyNotSettledAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var nodes = context.Cluster.Nodes.Where(node => !node.IsSpare).ToArray();
        if (nodes.FirstOrDefault(node => node.Voter && !context.Roles.Voters.Contains(node.Name)) is { } outside)
            return $"{outside.Name} is no member yet.";
        if (context.CaughtUpAsync is not { } ask) return null;
        foreach (var node in nodes)
        {
            if (!await ask(node.Name, AnswersWithin, cancellationToken)) return $"{node.Name} has not caught up.";
        }

        return null;
    }
}
