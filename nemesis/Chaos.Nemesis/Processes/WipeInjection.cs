namespace Chaos.Nemeses;

/// <summary>
/// A kill, the loss of the whole data directory, and a restart on an empty one. The proof: besides all that proves a kill, the bytes that
/// were in the directory, and a start that the backend confirmed.
/// </summary>
internal sealed class WipeInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    private readonly KillInjection kill = new(faultId, draw, budget);
    private readonly Dictionary<string, long> wiped = [];

    public ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.WhyNotNowAsync(context, cancellationToken);

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var killed = await kill.BeginAsync(context, cancellationToken);
        foreach (var node in draw.Nodes) wiped[node] = await DiskSteps.Of(context).WipeAsync(node, cancellationToken);
        return killed;
    }

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var gone = await kill.MeasureBegunAsync(context, cancellationToken);
        var lost = string.Join(", ", wiped.Select(pair => $"{pair.Key} lost its data directory of {pair.Value} bytes"));
        return new(gone.Holds && wiped.Values.All(bytes => bytes > 0), $"{gone.Sentence}; {lost}");
    }

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.MeasureHeldAsync(context, cancellationToken);

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.EndAsync(context, cancellationToken);

    // A member that has forgotten everything may well end itself: that is the system's answer to the fault, and not a lack of it.
    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var gone = draw.Nodes.Zip(found).Where(pair => pair.Second.State is NodeProcessState.Gone).Select(pair => pair.First).ToArray();
        var sentence = "restarted; " + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent));
        return new(true, gone.Length == 0 ? sentence : $"{sentence}; {string.Join(", ", gone)} had ended by itself");
    }
}
