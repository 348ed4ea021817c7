using System.Globalization;

namespace Chaos.Nemeses;

/// <summary>
/// Nodes that are killed again and again, each time shortly after their start, and run on at the end. The proof: every node was killed at
/// least twice, each time as another process, and the main process that ran at the end was another one again.
/// </summary>
internal sealed class CrashLoopInjection : IInjection
{
    /// <summary>The parameter of a record that says how long each life gets.</summary>
    public const string Up = "up";

    private const int LeastLives = 2;

    private readonly FaultDraw draw;
    private readonly KillInjection kill;
    private readonly TimeSpan up;
    private readonly Rounds rounds;
    private readonly Dictionary<string, HashSet<string>> killed;

    public CrashLoopInjection(string faultId, FaultDraw draw, FaultBudget budget)
    {
        this.draw = draw;
        kill = new KillInjection(faultId, draw, budget);
        up = Durations.Parse(Up, draw.Parameters[Up]);
        killed = draw.Nodes.ToDictionary(node => node, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        rounds = new Rounds(context => Task.WhenAll(draw.Nodes.Select(node => RoundAsync(context, node))));
    }

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, draw.Nodes, cancellationToken);
        foreach (var (node, life) in draw.Nodes.Zip(found)) Note(node, life);
        return await kill.WhyNotNowAsync(context, cancellationToken);
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var began = await kill.BeginAsync(context, cancellationToken);
        rounds.Begin(context);
        return began;
    }

    // The first round may have started it again already: what counts is how many lives were ended.
    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        new(new Measurement(true, "killed for the first time"));

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var counts = string.Join(", ", killed.Select(pair => $"{pair.Key} {pair.Value.Count} times"));
        var every = up.TotalSeconds.ToString("0.00#", CultureInfo.InvariantCulture);
        return new(new Measurement(
            rounds.Failure is null && killed.Values.All(lives => lives.Count >= LeastLives),
            $"killed again {every} s after each start, each time another process: {counts}"
                + (rounds.Failure is { } failure ? $"; then it failed: {failure}" : "")));
    }

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        await rounds.EndAsync();
        return await kill.EndAsync(context, cancellationToken);
    }

    public ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken) =>
        kill.MeasureEndedAsync(context, cancellationToken);

    private async Task RoundAsync(NemesisContext context, string node)
    {
        var processes = ProcessSteps.Of(context);
        await processes.StartAsync(node, CancellationToken.None);
        if (!await rounds.PauseAsync(context, up)) return;
        var found = await processes.InspectAsync(node, CancellationToken.None);
        await processes.KillAsync(node, CancellationToken.None);
        Note(node, found);
    }

    // A life that ended by itself before was not killed.
    private void Note(string node, NodeProcesses found)
    {
        if (found.Incarnation is { } life) killed[node].Add(life);
    }
}
