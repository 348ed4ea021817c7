namespace Chaos.Nemeses;

/// <summary>
/// One task on one node, the shape of the draw. Without a crash it is over when it is installed, and what it changed is the proof. With one the
/// node is killed a little after the task began, and started again at the end; how the task ended then is only told.
/// </summary>
/// <param name="draw">The task and the node.</param>
/// <param name="crashAfter">How long after its begin the node is killed; null for not at all.</param>
internal sealed class MaintenanceInjection(FaultDraw draw, TimeSpan? crashAfter) : IInjection
{
    private Task<string>? work;
    private string? effect;
    private string? life;

    private string Node => draw.Nodes[0];

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (crashAfter is null) return null;
        var found = await ProcessSteps.Of(context).InspectAsync(Node, cancellationToken);
        life = found.Incarnation;
        return found.State is NodeProcessState.Gone ? $"{Node} does not run, though no fault stopped it." : null;
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var earliestNs = context.Clock.NowNs;
        work = PerformAsync(context, cancellationToken);
        if (crashAfter is not { } after)
        {
            effect = await work;
            return new(earliestNs, context.Clock.NowNs);
        }

        await Task.Delay(after, context.Clock.TimeProvider, cancellationToken);
        var wasOver = work.IsCompleted;
        var killed = await ProcessSteps.Of(context).KillAsync(Node, cancellationToken);
        effect = $"{draw.Shape} {(wasOver ? "had ended" : "was under way")} on {Node} when it was killed {after.TotalMilliseconds:0} ms after its begin";
        return new(earliestNs, killed.LatestNs);
    }

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (crashAfter is null) return new(true, effect!);
        var found = await ProcessSteps.Of(context).InspectAsync(Node, cancellationToken);
        return found.State is NodeProcessState.Gone
            ? new(true, $"{effect}; no process was left")
            : new(false, $"{effect}; processes of {Node} still lived");
    }

    // What a task did stays done.
    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        crashAfter is null ? new(new Measurement(true, effect!)) : MeasureBegunAsync(context, cancellationToken);

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var nowNs = context.Clock.NowNs;
        if (work is not null) await EndOfAsync(work);
        return crashAfter is null || work is null
            ? new(nowNs, context.Clock.NowNs)
            : await ProcessSteps.Of(context).StartAsync(Node, cancellationToken);
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (crashAfter is null || work is null) return new(true, effect ?? "nothing was done");
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, [Node], cancellationToken);
        var found = await ProcessSteps.Of(context).InspectAsync(Node, cancellationToken);
        return found.State is not NodeProcessState.Gone && found.Incarnation != life
            ? new(true, $"restarted as another process; {ProcessSteps.AnswerSentence(silent, tookNs, [])}")
            : new(false, $"{Node} was not another process after the restart");
    }

    private Task<string> PerformAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (!context.Cluster.TryGetFaults<IMaintenance>(out var maintenance))
            throw new ClusterException("The system offers no task of maintenance.");
        return maintenance.PerformAsync(draw.Shape, context.Cluster.Nodes.First(node => node.Name == Node), cancellationToken).AsTask();
    }

    // After a crash it ends with an error, which is no news.
    private static async Task EndOfAsync(Task<string> work)
    {
        try
        {
            await work;
        }
        catch (ClusterException)
        {
            // Told where it counts: by the begin of a task without a crash.
        }
    }
}
