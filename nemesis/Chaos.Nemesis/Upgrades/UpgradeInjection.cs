using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>
/// Nodes one after the other: stopped, started with the other version on their data, and left alone when they answer, tell another version
/// than before and have caught up. Each is taken into the quorum budget only while it is away. The proof is what they report of themselves before and
/// after; nothing is assumed of what was asked for.
/// </summary>
internal sealed class UpgradeInjection : IInjection
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(15);

    private readonly string faultId;
    private readonly FaultDraw draw;
    private readonly FaultBudget budget;
    private readonly Rounds rounds;
    private readonly Dictionary<string, string> before = new(StringComparer.Ordinal);
    private readonly List<string> done = [];
    private string? away;
    private string? life;
    private long stoppedNs;

    public UpgradeInjection(string faultId, FaultDraw draw, FaultBudget budget)
    {
        this.faultId = faultId;
        this.draw = draw;
        this.budget = budget;
        rounds = new Rounds(RoundAsync);
    }

    private bool IsComplete => done.Count == draw.Nodes.Count;

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        if (draw.Nodes.Zip(found).FirstOrDefault(pair => pair.Second.State is not NodeProcessState.Running).First is { } still)
            return $"{still} does not run.";
        foreach (var node in draw.Nodes)
        {
            if (await VersionOfAsync(context, node, cancellationToken) is not { } version) return $"{node} does not tell its version.";
            before[node] = version;
        }

        return Reserve(context, draw.Nodes[0]);
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var began = await StopAsync(context, cancellationToken);
        rounds.Begin(context);
        return began;
    }

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        new(new Measurement(true, $"{draw.Nodes[0]}, version {before[draw.Nodes[0]]}, was stopped first"));

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) => new(new Measurement(
        rounds.Failure is null && IsComplete,
        $"{done.Count} of {draw.Nodes.Count} nodes went on with another version, each as another process: {string.Join(", ", done)}"
            + (rounds.Failure is { } failure ? $"; then it failed: {failure}" : IsComplete ? "" : "; then the time was over")));

    // A node that is away is started, with the version that its container has: half-way is a state that the next run may be in, too.
    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        await rounds.EndAsync();
        var effect = await ProcessSteps.OnAllAsync(draw.Nodes, node => ProcessSteps.Of(context).StartAsync(node, cancellationToken));
        if (away is { } node) budget.End(ClaimOf(node));
        away = null;
        return effect;
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, draw.Nodes, cancellationToken);
        var told = new List<string>();
        foreach (var node in draw.Nodes)
        {
            var version = await VersionOfAsync(context, node, cancellationToken);
            if (version is null || version == before[node])
                return new(false, $"in the end {node} told {(version is null ? "no version" : $"version {version}, as before")}");
            told.Add($"{node} {version}");
        }

        return new(
            true, $"in the end {string.Join(", ", told)}; {ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent))}");
    }

    private async ValueTask<EffectTime> StopAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var node = draw.Nodes[done.Count];
        var processes = ProcessSteps.Of(context);
        life = (await processes.InspectAsync(node, cancellationToken)).Incarnation;
        stoppedNs = context.Clock.NowNs;
        return draw.Parameters[RollingRestartInjection.Stop] is RollingRestartInjection.Term
            ? await processes.StopAsync(node, Grace, cancellationToken)
            : await processes.KillAsync(node, cancellationToken);
    }

    // Begins with a node that is away, and ends with the next one that is.
    private async Task RoundAsync(NemesisContext context)
    {
        var node = draw.Nodes[done.Count];
        if (!context.Cluster.TryGetFaults<INodeUpgrades>(out var upgrades)) throw new ClusterException("no node can run another version here.");
        await upgrades.UpgradeAsync(node, CancellationToken.None);
        var version = await AwaitVersionAsync(context, node);
        if (version == before[node]) throw new ClusterException($"{node} told version {version} after its start, as before.");
        var now = (await ProcessSteps.Of(context).InspectAsync(node, CancellationToken.None)).Incarnation;
        if (now is null || now == life)
            throw new ClusterException($"{node} {(now is null ? "was gone again" : "was the same process as before")} after its start.");
        done.Add(string.Create(
            CultureInfo.InvariantCulture, $"{node} from {before[node]} to {version} in {(context.Clock.NowNs - stoppedNs) / 1e9:0.0} s"));
        away = null;
        budget.End(ClaimOf(node));
        // A node that is started may be left alone only when it has caught up.
        while (IsComplete || Reserve(context, draw.Nodes[done.Count]) is not null)
        {
            if (!await rounds.PauseAsync(context, IsComplete ? Timeout.InfiniteTimeSpan : BetweenLooks)) return;
            await CatchUps.LookAsync(context, budget, CancellationToken.None);
        }

        await StopAsync(context, CancellationToken.None);
    }

    private static async Task<string> AwaitVersionAsync(NemesisContext context, string node)
    {
        var untilNs = context.Clock.NowNs + (AnswersWithin.Ticks * TimeSpan.NanosecondsPerTick);
        while (true)
        {
            if (await VersionOfAsync(context, node, CancellationToken.None) is { } version) return version;
            if (context.Clock.NowNs >= untilNs) throw new ClusterException($"{node} had told no version {AnswersWithin.TotalSeconds:0} s after its start.");
            await Task.Delay(BetweenLooks, context.Clock.TimeProvider);
        }
    }

    private static async ValueTask<string?> VersionOfAsync(NemesisContext context, string node, CancellationToken cancellationToken) =>
        context.VersionOfAsync is { } ask ? await ask(node, cancellationToken) : null;

    private string ClaimOf(string node) => $"{faultId}/{node}";

    private string? Reserve(NemesisContext context, string node)
    {
        var refused = budget.TryReserve(
            new() { FaultId = ClaimOf(node), Down = [node] }, VoterSets.Of(context.Cluster, context.Roles));
        if (refused is null) away = node;
        return refused;
    }
}
