namespace Chaos.Nemeses;

/// <summary>
/// Wall clocks of some nodes that are wrong. The proof is what the nodes' processes go by, read back from them: the offset that was
/// asked for (a drift grows as it should, a strobe is seen both ways), and none at every other node.
/// </summary>
internal sealed class ClockInjection(string faultId, FaultDraw draw, FaultBudget budget) : IInjection
{
    // A process that has just started gets its offset within milliseconds.
    private const int Looks = 5;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<string, ClockProgram> programs = draw.Nodes.ToDictionary(
        node => node, node => ClockText.Parse(draw.Parameters[KeyOf(node)]), StringComparer.Ordinal);

    private readonly Dictionary<string, EffectTime> began = [];

    /// <summary>The parameter of a record that holds the program of a node.</summary>
    public static string KeyOf(string node) => $"clock {node}";

    public async ValueTask<string?> WhyNotNowAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(context, draw.Nodes, cancellationToken);
        return seen.FirstOrDefault(read => read.ClockOffsetNs is null) is { } gone
            ? $"No process of {gone.Node} runs, though no fault stopped it."
            : null;
    }

    public async ValueTask<EffectTime> BeginAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var times = await Task.WhenAll(draw.Nodes.Select(
            node => Clocks(context).SetClockAsync(node, programs[node], cancellationToken).AsTask()));
        foreach (var (node, time) in draw.Nodes.Zip(times)) began[node] = time;
        return new(times.Min(time => time.EarliestNs), times.Max(time => time.LatestNs));
    }

    public ValueTask<Measurement> MeasureBegunAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureAsync(context, cancellationToken);

    public ValueTask<Measurement> MeasureHeldAsync(NemesisContext context, CancellationToken cancellationToken) =>
        MeasureAsync(context, cancellationToken);

    public async ValueTask<EffectTime> EndAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var times = await Task.WhenAll(draw.Nodes.Select(
            node => Clocks(context).ResetClockAsync(node, cancellationToken).AsTask()));
        return new(times.Min(time => time.EarliestNs), times.Max(time => time.LatestNs));
    }

    public async ValueTask<Measurement> MeasureEndedAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var seen = await ReadAsync(context, draw.Nodes, cancellationToken);
        return seen.FirstOrDefault(read => read.ClockOffsetNs is not (null or 0)) is { } wrong
            ? throw new ClusterException(
                $"{faultId}: the clock of {wrong.Node} is still {wrong.ClockOffsetNs / 1e9:0.000} s from the true time after its reset. "
                + "What follows could be blamed on the system. Look at the agents' logs.")
            : new(true, "then all showed the true time");
    }

    private static IClockFaults Clocks(NemesisContext context) => context.Cluster.TryGetFaults<IClockFaults>(out var clocks)
        ? clocks
        : throw new ClusterException($"The {context.Cluster.Backend} cluster cannot shift clocks.");

    private static async Task<Observation[]> ReadAsync(
        NemesisContext context, IEnumerable<string> nodes, CancellationToken cancellationToken) =>
        await Task.WhenAll(nodes.Select(node => Clocks(context).ReadClockAsync(node, cancellationToken).AsTask()));

    private async ValueTask<Measurement> MeasureAsync(NemesisContext context, CancellationToken cancellationToken)
    {
        var others = context.Cluster.Nodes.Select(node => node.Name).Except(draw.Nodes).ToArray();
        var measured = await Task.WhenAll(draw.Nodes.Select(node => MeasureAsync(context, node, cancellationToken)));
        var touched = (await ReadAsync(context, others, cancellationToken))
            .Where(read => read.ClockOffsetNs is not (null or 0)).Select(read => read.Node).ToArray();
        var sentence = string.Join(", ", measured.Select(one => one.Sentence))
            + (others.Length == 0 ? "" : touched.Length == 0
                ? "; all others showed the true time"
                : $"; but {string.Join(", ", touched)} did not show the true time either");
        return new(touched.Length == 0 && measured.All(one => one.Holds), sentence);
    }

    private async Task<Measurement> MeasureAsync(NemesisContext context, string node, CancellationToken cancellationToken)
    {
        var proof = new ClockProof(node, programs[node], began[node]);
        for (var look = 1; ; look++)
        {
            proof.Add(await Clocks(context).ReadClockAsync(node, cancellationToken));
            if (proof.Holds || look >= proof.MostLooks(Looks)) break;
            await Task.Delay(proof.Between(BetweenLooks), context.Clock.TimeProvider, cancellationToken);
        }

        // What another fault ended has no clock to be wrong.
        return !proof.Holds && proof.NothingRan && budget.InForce.Any(claim => claim.FaultId != faultId && claim.Down.Contains(node))
            ? new(true, $"{node} did not run, by another fault")
            : new(proof.Holds, proof.Sentence);
    }
}
