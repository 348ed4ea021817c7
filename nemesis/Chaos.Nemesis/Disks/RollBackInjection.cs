namespace Chaos.Nemeses;

/// <summary>
/// A data directory from the past. At its beginning the node is killed, its directory copied, and the node started again; what it does
/// from then on is what it will forget. At the end it is killed again, given the copy, and started on it.
/// </summary>
internal sealed class RollBackInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    private readonly KillInjection kill = new(faultId, draw, budget);
    private readonly Dictionary<string, long> savedBytes = new(StringComparer.Ordinal);
    private readonly HashSet<string> rolledBack = new(StringComparer.Ordinal);

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.WhyNotNowAsync(context, cancellationToken);

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        await kill.BeginAsync(context, cancellationToken);
        foreach (var node in draw.Nodes)
            savedBytes[node] = await DiskSteps.Of(context).SaveAsync(node, faultId, cancellationToken);
        return await kill.EndAsync(context, cancellationToken);
    }

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) => new(new Measurement(
        savedBytes.Count == draw.Nodes.Count && savedBytes.Values.All(bytes => bytes > 0),
        string.Join("; ", savedBytes.Select(saved => $"{saved.Value} bytes of {saved.Key} were kept"))));

    public async ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        return draw.Nodes.Zip(found).FirstOrDefault(pair => pair.Second.State is not NodeProcessState.Running).First is { } still
            ? new(false, $"{still} did not run, so that it has nothing to forget")
            : new(true, "the node went on meanwhile");
    }

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var earliestNs = context.Clock.NowNs;
        foreach (var node in draw.Nodes.Where(node => savedBytes.ContainsKey(node) && !rolledBack.Contains(node)))
        {
            await ProcessSteps.Of(context).KillAsync(node, cancellationToken);
            await DiskSteps.Of(context).RollBackAsync(node, faultId, cancellationToken);
            rolledBack.Add(node);
        }

        var started = await kill.EndAsync(context, cancellationToken);
        return new(earliestNs, started.LatestNs);
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        return new(
            rolledBack.IsSupersetOf(draw.Nodes),
            $"{string.Join(", ", rolledBack.Order(StringComparer.Ordinal))} got the copy back; "
                + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }
}
