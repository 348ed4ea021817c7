using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>
/// A limit of memory. A node that wants more is refused it: the kernel takes back its cache, or ends it. The proof: the limit is in force,
/// and was hit at least once while it was. A node that was ended is started again when the limit is over.
/// </summary>
internal sealed class MemoryInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    /// <summary>The parameter of a record that holds the limit: a size, or a share of what is used.</summary>
    public const string Limit = "limit";

    private const char Percent = '%';

    // What a node cannot give back the kernel does not let us take: then a little more is left to it.
    private const double More = 1.1;
    private const double MostShare = 1.5;

    private readonly Dictionary<string, ResourceUse> before = [];
    private readonly Dictionary<string, long> limits = [];
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
        ProcessSteps.OnAllAsync(draw.Nodes, node => LimitAsync(context, node, cancellationToken));

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var uses = await ResourceSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var wrong = draw.Nodes.Zip(uses).Where(pair => pair.Second.MemoryLimitBytes != limits[pair.First]).Select(pair => pair.First).ToArray();
        return wrong.Length > 0
            ? new(false, $"{string.Join(", ", wrong)} had no such limit")
            : new(true, string.Join(", ", draw.Nodes.Select(
                node => $"{node} had {Sizes.InMebibytes(limits[node])}, used {Sizes.InMebibytes(before[node].MemoryBytes)} before")));
    }

    public async ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var uses = await ResourceSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var each = draw.Nodes.Select((node, i) => Held(node, uses[i], found[i])).ToArray();
        return new(each.All(one => one.Holds), string.Join(", ", each.Select(one => one.Sentence)));
    }

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var ended = await ProcessSteps.OnAllAsync(
            draw.Nodes, node => ResourceSteps.Of(context).LimitMemoryAsync(node, null, cancellationToken));
        await ProcessSteps.OnAllAsync(draw.Nodes, node => ProcessSteps.Of(context).StartAsync(node, cancellationToken));
        return ended;
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var uses = await ResourceSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        if (draw.Nodes.Zip(uses).FirstOrDefault(pair => pair.Second.MemoryLimitBytes is not null).First is { } node)
            throw new ClusterException($"{faultId}: the memory of {node} is still limited. What follows could be blamed on the system.");
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        return new(true, "then unlimited; " + ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }

    private Measurement Held(string node, ResourceUse use, NodeProcesses found)
    {
        if (found.State is NodeProcessState.Gone) return new(true, $"{node} was ended for want of memory");
        // A process that was started again counts from 0.
        var hits = use.MemoryRefusals - (found.Incarnation == lives[node] ? before[node].MemoryRefusals : 0);
        return new(hits > 0, hits > 0 ? $"{node} hit the limit {hits} times" : $"{node} never hit the limit");
    }

    private async ValueTask<EffectTime> LimitAsync(NemesisContext context, string node, CancellationToken cancellationToken)
    {
        var text = draw.Parameters[Limit];
        if (!text.EndsWith(Percent))
        {
            limits[node] = Sizes.Parse(Limit, text);
            return await ResourceSteps.Of(context).LimitMemoryAsync(node, limits[node], cancellationToken);
        }

        var share = double.Parse(text.AsSpan(0, text.Length - 1), CultureInfo.InvariantCulture) / 100;
        for (; ; share *= More)
        {
            limits[node] = Math.Max(LeastBytes, (long)(before[node].MemoryBytes * share) / Page * Page);
            try
            {
                return await ResourceSteps.Of(context).LimitMemoryAsync(node, limits[node], cancellationToken);
            }
            catch (ClusterException) when (share < MostShare)
            {
                // It uses more than that of what it cannot give back.
            }
        }
    }

    // The least that Docker allows is 6 MiB.
    private const long LeastBytes = 8L << 20, Page = 4096;
}
