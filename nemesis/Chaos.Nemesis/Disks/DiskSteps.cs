namespace Chaos.Nemeses;

/// <summary>What the faults of data directories have in common.</summary>
internal static class DiskSteps
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>The capability.</summary>
    public static IDiskFaults Of(NemesisContext context) => context.Cluster.TryGetFaults<IDiskFaults>(out var disks)
        ? disks
        : throw new ClusterException($"The {context.Cluster.Backend} cluster has no disks that faults can reach.");

    /// <summary>The first of the nodes that does not run, in a sentence; null where all do.</summary>
    public static async ValueTask<string?> WhyGoneAsync(
        NemesisContext context, IReadOnlyList<string> nodes, CancellationToken cancellationToken)
    {
        var found = await ProcessSteps.InspectAsync(context, nodes, cancellationToken);
        return nodes.Zip(found).FirstOrDefault(pair => pair.Second.State is NodeProcessState.Gone).First is { } gone
            ? $"{gone} does not run, so that it does not use its disk."
            : null;
    }

    /// <summary>Looks at a disk until something shows, or the time is up; the last look.</summary>
    public static async ValueTask<DiskState> LookAsync(
        NemesisContext context, string node, Func<DiskState, bool> shows, TimeSpan patience, CancellationToken cancellationToken)
    {
        var limitNs = context.Clock.NowNs + (patience.Ticks * TimeSpan.NanosecondsPerTick);
        for (; ; )
        {
            var state = await Of(context).InspectDiskAsync(node, cancellationToken);
            if (shows(state) || context.Clock.NowNs >= limitNs) return state;
            await Task.Delay(BetweenLooks, context.Clock.TimeProvider, cancellationToken);
        }
    }

    /// <summary>Starts those nodes that a fault of their disk brought down; a node that runs is left alone.</summary>
    public static async ValueTask StartGoneAsync(NemesisContext context, IReadOnlyList<string> nodes, CancellationToken cancellationToken)
    {
        foreach (var node in nodes)
        {
            if ((await ProcessSteps.Of(context).InspectAsync(node, cancellationToken)).State is NodeProcessState.Gone)
                await ProcessSteps.Of(context).StartAsync(node, cancellationToken);
        }
    }

    /// <summary>A time in words.</summary>
    public static string Milliseconds(long? ns) => ns is { } known ? $"{known / 1e6:0.0} ms" : "not measured";
}
