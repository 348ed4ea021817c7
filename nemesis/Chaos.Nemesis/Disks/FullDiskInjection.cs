namespace Chaos.Nemeses;

/// <summary>A full disk, and a restart where the node ended because of it. The proof: the file system says that there is no room.</summary>
internal sealed class FullDiskInjection(string faultId, FaultDraw draw, FaultBudget budget, long freeBytes) : IInjection
{
    // Less than a block of the file system cannot be told.
    private const long Block = 4096;

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) => new((string?)null);

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => DiskSteps.Of(context).FillAsync(node, freeBytes, cancellationToken));

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        FullAsync(context, cancellationToken);

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        FullAsync(context, cancellationToken);

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var ended = await ProcessSteps.OnAllAsync(draw.Nodes, node => DiskSteps.Of(context).FreeAsync(node, cancellationToken));
        await DiskSteps.StartGoneAsync(context, draw.Nodes, cancellationToken);
        return ended;
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        foreach (var node in draw.Nodes)
        {
            var state = await DiskSteps.Of(context).InspectDiskAsync(node, cancellationToken);
            if (state.FreeBytes <= freeBytes + Block)
                throw new ClusterException($"The disk of {node} has only {state.FreeBytes} bytes free after the filling file was removed.");
        }

        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        return new(true, "then there was room again; "
            + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }

    private async ValueTask<Measurement> FullAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var sentences = new List<string>();
        var holds = true;
        foreach (var node in draw.Nodes)
        {
            var state = await DiskSteps.Of(context).InspectDiskAsync(node, cancellationToken);
            // A node may itself give room back; what matters is that it has no more than it was to have by a large measure.
            holds &= state.FreeBytes <= freeBytes + Block;
            sentences.Add($"{state.FreeBytes} bytes were left for {node}");
        }

        return new(holds, string.Join("; ", sentences));
    }
}
