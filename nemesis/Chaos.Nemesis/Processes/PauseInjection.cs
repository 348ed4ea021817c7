namespace Chaos.Nemeses;

/// <summary>
/// A stop of all processes by a signal (SIGSTOP, SIGCONT) or by the kernel's freezer, and later the way on. The proof: all processes stood
/// still after the stop and still did just before they went on, and the node answered nothing meanwhile although it answers otherwise (it
/// did before the stop, or does after it).
/// </summary>
internal sealed class PauseInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    // A thread inside the kernel (in fdatasync, say) stops only when it comes out of there.
    private const int Looks = 10;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>The parameter of a record that says by what means.</summary>
    public const string Means = "means";

    /// <summary>By a signal.</summary>
    public const string Signal = "signal";

    /// <summary>By the kernel's freezer.</summary>
    public const string Freezer = "freezer";

    private readonly bool freezes = draw.Parameters.GetValueOrDefault(Means) is Freezer;
    private HashSet<string> answeredBefore = [];

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var wrong = draw.Nodes.Zip(found).FirstOrDefault(pair => pair.Second.State is not NodeProcessState.Running);
        if (wrong.First is { } node)
            return wrong.Second.State is NodeProcessState.Gone
                ? $"{node} does not run, though no fault stopped it."
                : $"{node} stands still already, though no fault paused it.";
        var answers = await ProcessSteps.AnswerAsync(context, draw.Nodes, cancellationToken);
        answeredBefore = [.. draw.Nodes.Where((_, i) => answers[i])];
        return null;
    }

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => freezes
            ? OfFreezer(context).FreezeAsync(node, cancellationToken)
            : ProcessSteps.Of(context).PauseAsync(node, cancellationToken));

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var still = await StillAsync(context, cancellationToken);
        for (var look = 1; look < Looks && !still.Holds; look++)
        {
            await Task.Delay(BetweenLooks, context.Clock.TimeProvider, cancellationToken);
            still = await StillAsync(context, cancellationToken);
        }

        if (!still.Holds) return still;
        var answers = await ProcessSteps.AnswerAsync(context, draw.Nodes, cancellationToken);
        return draw.Nodes.Where((_, i) => answers[i]).ToArray() is { Length: > 0 } talking
            ? new(false, $"{string.Join(", ", talking)} answered while paused")
            : new(true, $"{still.Sentence} and answered nothing");
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        StillAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => freezes
            ? OfFreezer(context).ThawAsync(node, cancellationToken)
            : ProcessSteps.Of(context).ResumeAsync(node, cancellationToken));

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var still = draw.Nodes.Zip(found).Where(pair => pair.Second.State is NodeProcessState.Paused).ToArray();
        if (still.Length > 0)
            throw new ClusterException(
                $"{faultId}: {string.Join(", ", still.Select(pair => pair.First))} still stands still after it was told to go on. "
                + "What follows could be blamed on the system. Look at the agents' logs.");
        var sentence = "went on; " + ProcessSteps.AnswerSentence(
            silent, tookNs, ProcessSteps.Touched(budget, faultId, silent));

        // A node that never answers proves nothing by its silence, unless another fault explains it.
        var mute = silent.Except(answeredBefore).Except(ProcessSteps.Touched(budget, faultId, silent)).ToArray();
        return mute.Length == 0
            ? new(true, sentence)
            : new(false, $"{sentence}; {string.Join(", ", mute)} answered neither before nor after, so that its silence proves nothing");
    }

    private static IFreezerFaults OfFreezer(NemesisContext context) => context.Cluster.TryGetFaults<IFreezerFaults>(out var freezer)
        ? freezer
        : throw new ClusterException($"The {context.Cluster.Backend} cluster cannot freeze nodes.");

    private async ValueTask<Measurement> StillAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var moving = draw.Nodes.Zip(found).Where(pair => pair.Second.State is not NodeProcessState.Paused)
            .Select(pair => $"{pair.First} was {(pair.Second.State is NodeProcessState.Gone ? "gone" : "running")}").ToArray();
        return moving.Length > 0
            ? new(false, $"{string.Join(", ", moving)} during the pause")
            : new(true, $"all processes of {string.Join(", ", draw.Nodes)} stood still");
    }
}
