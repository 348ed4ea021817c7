namespace Chaos.Nemeses;

/// <summary>
/// Calls on files that fail, and a restart where the node ended because of it. The proof: the layer refused calls; after the end it
/// refuses none.
/// </summary>
internal sealed class DiskErrorInjection(string faultId, FaultDraw draw, FaultBudget budget, FileTreatment treatment) : IInjection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        DiskSteps.WhyGoneAsync(context, draw.Nodes, cancellationToken);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => DiskSteps.Of(context).SetAsync(node, treatment, cancellationToken));

    // Whether such a call comes soon is the node's affair: the count at the end proves that one did.
    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        new(new Measurement(true, $"{string.Join(" and ", treatment.FailingCalls)} of {string.Join(", ", draw.Nodes)} get {treatment.Error}"));

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        RefusedAsync(context, cancellationToken);

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var ended = await ProcessSteps.OnAllAsync(
            draw.Nodes, node => DiskSteps.Of(context).SetAsync(node, new(), cancellationToken));
        await DiskSteps.StartGoneAsync(context, draw.Nodes, cancellationToken);
        return ended;
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        foreach (var node in draw.Nodes)
        {
            var state = await DiskSteps.Of(context).InspectDiskAsync(node, cancellationToken);
            if (state.FailedCalls > 0)
                throw new ClusterException($"Calls on files of {node} still fail after that was ended.");
        }

        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        return new(true, "afterwards none is refused; "
            + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }

    private async ValueTask<Measurement> RefusedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var sentences = new List<string>();
        var holds = true;
        foreach (var node in draw.Nodes)
        {
            var state = await DiskSteps.LookAsync(context, node, state => state.FailedCalls > 0, Patience, cancellationToken);
            var ended = (await ProcessSteps.Of(context).InspectAsync(node, cancellationToken)).State is NodeProcessState.Gone;
            holds &= state.FailedCalls > 0;
            sentences.Add($"{state.FailedCalls} calls of {node} got {treatment.Error}{(ended ? ", and it ended" : "")}");
        }

        return new(holds, string.Join("; ", sentences));
    }
}
