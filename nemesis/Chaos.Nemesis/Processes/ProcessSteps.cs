namespace Chaos.Nemeses;

/// <summary>What kill and pause have in common: the capability, and the same step on several nodes at once.</summary>
internal static class ProcessSteps
{
    /// <summary>How long a node may take to give a sign of life once it runs again, before that is only noted.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AnswerTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenAsks = TimeSpan.FromMilliseconds(200);

    /// <summary>The capability.</summary>
    public static IProcessFaults Of(NemesisContext context) => context.Cluster.TryGetFaults<IProcessFaults>(out var processes)
        ? processes
        : throw new ClusterException($"The {context.Cluster.Backend} cluster cannot stop processes.");

    /// <summary>Does one step on all nodes at once: it took effect between the first request and the last confirmation.</summary>
    public static async ValueTask<EffectTime> OnAllAsync(
        IReadOnlyList<string> nodes, Func<string, ValueTask<EffectTime>> step)
    {
        var times = await Task.WhenAll(nodes.Select(node => step(node).AsTask()));
        return new(times.Min(time => time.EarliestNs), times.Max(time => time.LatestNs));
    }

    /// <summary>What the processes of each node are doing, in the order of the nodes.</summary>
    public static async ValueTask<NodeProcesses[]> InspectAsync(
        NemesisContext context, IReadOnlyList<string> nodes, CancellationToken cancellationToken) =>
        await Task.WhenAll(nodes.Select(node => Of(context).InspectAsync(node, cancellationToken).AsTask()));

    /// <summary>Asks each node once for a sign of life, with a second's patience.</summary>
    public static async ValueTask<bool[]> AnswerAsync(
        NemesisContext context, IReadOnlyList<string> nodes, CancellationToken cancellationToken) =>
        await Task.WhenAll(nodes.Select(node => context.AnswersAsync(node, AnswerTimeout, cancellationToken).AsTask()));

    /// <summary>Asks until each node gave a sign of life, or the time is up: who still had not, and how long it took.</summary>
    public static async ValueTask<(string[] Silent, long TookNs)> AwaitAnswersAsync(
        NemesisContext context, IReadOnlyList<string> nodes, CancellationToken cancellationToken)
    {
        var startNs = context.Clock.NowNs;
        var limitNs = startNs + (AnswerWithin.Ticks * TimeSpan.NanosecondsPerTick);
        for (var silent = nodes; ;)
        {
            var answers = await AnswerAsync(context, silent, cancellationToken);
            silent = [.. silent.Where((_, i) => !answers[i])];
            if (silent.Count == 0 || context.Clock.NowNs >= limitNs) return ([.. silent], context.Clock.NowNs - startNs);
            await Task.Delay(BetweenAsks, context.Clock.TimeProvider, cancellationToken);
        }
    }

    /// <summary>Which of the nodes another fault in force also touches: that explains a missing answer.</summary>
    public static string[] Touched(FaultBudget budget, string faultId, IEnumerable<string> nodes)
    {
        var others = budget.InForce.Where(claim => claim.FaultId != faultId).ToArray();
        return [.. nodes.Where(node => others.Any(claim =>
            claim.Down.Contains(node) || claim.Cuts.Any(link => link.From == node || link.To == node)))];
    }

    /// <summary>A sentence about how the nodes came back to answering.</summary>
    public static string AnswerSentence(string[] silent, long tookNs, string[] touched) => silent.Length == 0
        ? $"answered {tookNs / 1e9:0.0} s later"
        : $"{string.Join(", ", silent)} had not answered {tookNs / 1e9:0.0} s later"
            + (silent.All(touched.Contains) ? ", which another fault in force explains" : "");
}
