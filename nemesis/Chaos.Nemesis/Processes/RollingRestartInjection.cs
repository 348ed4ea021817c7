using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>
/// A rolling restart: the nodes in turn, again and again, the next one only when the last one answers and has caught up. Each is taken
/// into the quorum budget only while it is away. The proof: at least two restarts, each as another process.
/// </summary>
internal sealed class RollingRestartInjection : IInjection
{
    /// <summary>The parameter of a record that says how a node is stopped.</summary>
    public const string Stop = "stop";

    /// <summary>The parameter of a record that says how long a node stays away.</summary>
    public const string Down = "down";

    /// <summary>Politely: the processes may end in good order.</summary>
    public const string Term = "term";

    private const int LeastRestarts = 2;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    private readonly string faultId;
    private readonly FaultDraw draw;
    private readonly FaultBudget budget;
    private readonly TimeSpan down;
    private readonly Rounds rounds;
    private readonly List<string> done = [];
    private long slowestNs;
    private int place;
    private string? away;
    private string? life;

    public RollingRestartInjection(string faultId, FaultDraw draw, FaultBudget budget)
    {
        this.faultId = faultId;
        this.draw = draw;
        this.budget = budget;
        down = Durations.Parse(Down, draw.Parameters[Down]);
        rounds = new Rounds(RoundAsync);
    }

    private string Next => draw.Nodes[place % draw.Nodes.Count];

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var wrong = draw.Nodes.Zip(found).FirstOrDefault(pair => pair.Second.State is not NodeProcessState.Running);
        if (wrong.First is { } node) return $"{node} does not run.";
        return Reserve(context, Next);
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var began = await StopAsync(context, cancellationToken);
        rounds.Begin(context);
        return began;
    }

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        new(new Measurement(true, $"{draw.Nodes[0]} was stopped first"));

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) => new(new Measurement(
        rounds.Failure is null && done.Count >= LeastRestarts,
        $"{done.Count} restarts in turn ({string.Join(", ", done)}), each as another process"
            + (done.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", the slowest answered after {slowestNs / 1e9:0.0} s"))
            + (rounds.Failure is { } failure ? $"; then it failed: {failure}" : "")));

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
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        var gone = draw.Nodes.Zip(found).Where(pair => pair.Second.State is NodeProcessState.Gone).Select(pair => pair.First).ToArray();
        return gone.Length > 0
            ? new(false, $"{string.Join(", ", gone)} did not run in the end")
            : new(true, ProcessSteps.AnswerSentence(silent, tookNs, ProcessSteps.Touched(budget, faultId, silent)));
    }

    private async ValueTask<EffectTime> StopAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var processes = ProcessSteps.Of(context);
        life = (await processes.InspectAsync(Next, cancellationToken)).Incarnation;
        return draw.Parameters[Stop] is Term
            ? await processes.StopAsync(Next, Grace, cancellationToken)
            : await processes.KillAsync(Next, cancellationToken);
    }

    // Begins with a node that is away, and ends with the next one that is.
    private async Task RoundAsync(NemesisContext context)
    {
        var node = Next;
        if (!await rounds.PauseAsync(context, down)) return;
        await ProcessSteps.Of(context).StartAsync(node, CancellationToken.None);
        var (silent, tookNs) = await ProcessSteps.AwaitAnswersAsync(context, [node], CancellationToken.None);
        if (silent.Length > 0) throw new ClusterException($"{node} had not answered {tookNs / 1e9:0.0} s after its start.");
        if ((await ProcessSteps.Of(context).InspectAsync(node, CancellationToken.None)).Incarnation is var now && (now is null || now == life))
            throw new ClusterException($"{node} {(now is null ? "was gone again" : "was the same process as before")} after its restart.");
        budget.End(ClaimOf(node));
        away = null;
        done.Add(node);
        slowestNs = Math.Max(slowestNs, tookNs);
        place++;
        while (Reserve(context, Next) is not null)
        {
            if (!await rounds.PauseAsync(context, BetweenLooks)) return;
            await CatchUps.LookAsync(context, budget, CancellationToken.None);
        }

        await StopAsync(context, CancellationToken.None);
    }

    private string ClaimOf(string node) => $"{faultId}/{node}";

    private string? Reserve(NemesisContext context, string node)
    {
        var refused = budget.TryReserve(
            new() { FaultId = ClaimOf(node), Down = [node] }, VoterSets.Of(context.Cluster, context.Roles));
        if (refused is null) away = node;
        return refused;
    }
}
