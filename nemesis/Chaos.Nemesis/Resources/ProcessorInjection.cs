using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>A limit of processor time. The proof: the kernel counts how long the node had to stand still for it.</summary>
internal sealed class ProcessorInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    /// <summary>The parameter of a record that holds the limit.</summary>
    public const string Cores = "cores";

    private readonly double cores = double.Parse(draw.Parameters[Cores], CultureInfo.InvariantCulture);
    private readonly Dictionary<string, ResourceUse> before = [];
    private readonly Dictionary<string, string?> lives = [];

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        if (await ResourceSteps.WhyNotRunningAsync(context, draw.Nodes, cancellationToken) is { } why) return why;
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var uses = await ResourceSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        foreach (var (node, i) in draw.Nodes.Select((node, i) => (node, i)))
        {
            lives[node] = found[i].Incarnation;
            before[node] = uses[i];
        }

        return null;
    }

    public ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => ResourceSteps.Of(context).LimitProcessorAsync(node, cores, cancellationToken));

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        new(new Measurement(true, string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", draw.Nodes)} had {cores:0.###} cores")));

    public async ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var uses = await ResourceSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var stood = draw.Nodes.Select((node, i) =>
            uses[i].ThrottledNs - (found[i].Incarnation == lives[node] ? before[node].ThrottledNs : 0)).ToArray();
        return new(
            stood.All(ns => ns > 0),
            string.Join(", ", draw.Nodes.Zip(stood).Select(pair => pair.Second > 0
                ? string.Create(CultureInfo.InvariantCulture, $"{pair.First}'s threads had to wait {pair.Second / 1e9:0.00} s for it")
                : $"{pair.First} never needed more")));
    }

    public ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken) =>
        ProcessSteps.OnAllAsync(draw.Nodes, node => ResourceSteps.Of(context).LimitProcessorAsync(node, null, cancellationToken));

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        return new(true, "then unlimited; " + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }
}
