namespace Chaos.Nemeses;

/// <summary>
/// SIGKILL, and a restart with the node's data. The proof: all processes were gone after the kill and still were just before the
/// restart, and the main process that then ran was another one.
/// </summary>
internal sealed class KillInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    private Dictionary<string, string?> lives = [];

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        lives = draw.Nodes.Zip(found).ToDictionary(pair => pair.First, pair => pair.Second.Incarnation);
        return draw.Nodes.Zip(found).FirstOrDefault(pair => pair.Second.State is NodeProcessState.Gone).First is { } gone
            ? $"{gone} does not run, though no fault stopped it."
            : null;
    }

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => ProcessSteps.Of(context).KillAsync(node, cancellationToken));

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        GoneAsync(context, "after the kill", cancellationToken);

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        GoneAsync(context, "before the restart", cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => ProcessSteps.Of(context).StartAsync(node, cancellationToken));

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var wrong = draw.Nodes.Zip(found)
            .Where(pair => pair.Second.State is NodeProcessState.Gone || pair.Second.Incarnation == lives[pair.First])
            .Select(pair => pair.Second.State is NodeProcessState.Gone
                ? $"{pair.First} was gone again after the restart"
                : $"{pair.First} is the same process as before")
            .ToArray();
        return wrong.Length > 0
            ? new(false, string.Join("; ", wrong))
            : new(true, "restarted as another process; "
                + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }

    private async ValueTask<Measurement> GoneAsync(NemesisContext context, string when, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var alive = draw.Nodes.Zip(found)
            .Where(pair => pair.Second.State is not NodeProcessState.Gone).Select(pair => pair.First).ToArray();
        return alive.Length > 0
            ? new(false, $"processes of {string.Join(", ", alive)} still lived {when}")
            : new(true, $"no process of {string.Join(", ", draw.Nodes)} was left {when}");
    }
}
