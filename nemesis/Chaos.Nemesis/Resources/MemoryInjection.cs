using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>
/// A limit of memory. A node that wants more is refused it: the kernel takes back its cache, or ends it. A limit that is a share follows the
/// node's use down. The proof: the limit is in force, and either it was hit, or the kernel took back what the node used, or the node was
/// ended; then it is started again when the limit is over.
/// </summary>
internal sealed class MemoryInjection : IInjection
{
    /// <summary>The parameter of a record that holds the limit: a size, or a share of what is used.</summary>
    public const string Limit = "limit";

    private const char Percent = '%';

    // What a node cannot give back the kernel does not let us take: then a little more is left to it.
    private const double More = 1.1;
    private const double MostShare = 1.5;
    private const long LeastTaken = 512 << 10, Bite = 256 << 10;
    // The least that Docker allows is 6 MiB.
    private const long LeastBytes = 8L << 20, Page = 4096;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(300);

    private readonly string faultId;
    private readonly FaultDraw draw;
    private readonly FaultBudget budget;
    private readonly Rounds rounds;
    private readonly Dictionary<string, ResourceUse> before = [];
    private readonly Dictionary<string, long> limits = [];
    private readonly Dictionary<string, string?> lives = [];

    public MemoryInjection(string faultId, FaultDraw draw, FaultBudget budget)
    {
        this.faultId = faultId;
        this.draw = draw;
        this.budget = budget;
        rounds = new Rounds(TightenAsync);
    }

    private bool IsShare => draw.Parameters[Limit].EndsWith(Percent);

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

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var began = await ProcessSteps.OnAllAsync(draw.Nodes, node => LimitAsync(context, node, cancellationToken));
        if (IsShare) rounds.Begin(context);
        return began;
    }

    public async ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var uses = await ResourceSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var free = draw.Nodes.Zip(uses).Where(pair => pair.Second.MemoryLimitBytes is null).Select(pair => pair.First).ToArray();
        return free.Length > 0
            ? new(false, $"{string.Join(", ", free)} had no limit")
            : new(true, string.Join(", ", draw.Nodes.Select(node => $"{node} used {Sizes.InMebibytes(before[node].MemoryBytes)} before")));
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
        await rounds.EndAsync();
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
        var left = $"{node} was left {Sizes.InMebibytes(limits[node])}";
        if (found.State is NodeProcessState.Gone) return new(true, $"{left} and was ended for want of more");
        if (found.Incarnation != lives[node]) return new(false, $"{left}, but is another process now, though nobody started it");
        var hits = use.MemoryRefusals - before[node].MemoryRefusals;
        if (hits > 0) return new(true, $"{left} and wanted more {hits} times");
        // Not every kernel counts that. What it took back shows it as well.
        var taken = before[node].MemoryBytes - use.MemoryBytes;
        return limits[node] < before[node].MemoryBytes && taken >= LeastTaken
            ? new(true, $"{left}: the kernel took back {Sizes.InMebibytes(taken)}")
            : new(false, $"{left} and never wanted more");
    }

    private async ValueTask<EffectTime> LimitAsync(NemesisContext context, string node, CancellationToken cancellationToken)
    {
        var text = draw.Parameters[Limit];
        if (!IsShare)
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

    // Less than it uses, where it has cache to give back; else no more than it uses.
    private async Task TightenAsync(NemesisContext context)
    {
        if (!await rounds.PauseAsync(context, BetweenLooks)) return;
        var uses = await ResourceSteps.InspectAsync(context, draw.Nodes, CancellationToken.None);
        foreach (var (node, use) in draw.Nodes.Zip(uses))
        {
            if (use.MemoryBytes == 0 || use.MemoryRefusals > before[node].MemoryRefusals) continue;
            if (!await TryTightenAsync(context, node, use.MemoryBytes - Bite)) await TryTightenAsync(context, node, use.MemoryBytes);
        }
    }

    private async Task<bool> TryTightenAsync(NemesisContext context, string node, long bytes)
    {
        var tighter = Math.Max(LeastBytes, bytes / Page * Page);
        if (tighter >= limits[node]) return false;
        try
        {
            await ResourceSteps.Of(context).LimitMemoryAsync(node, tighter, CancellationToken.None);
            limits[node] = tighter;
            return true;
        }
        catch (ClusterException)
        {
            return false; // it uses more of what it cannot give back
        }
    }
}
