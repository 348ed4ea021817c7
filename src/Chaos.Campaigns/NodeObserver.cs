namespace Chaos.Campaigns;

/// <summary>
/// Watches the nodes of a run: samples every node's role, follows every node's log for elections, asks now and then for the
/// members. All of it goes to the observations; roles and elections also to the board from which nemeses choose their targets.
/// </summary>
/// <param name="cluster">The nodes.</param>
/// <param name="connection">The system's probes.</param>
/// <param name="clock">The run clock and its timers.</param>
/// <param name="board">Where the newest roles stand.</param>
/// <param name="record">Takes every observation; called from many threads.</param>
/// <param name="startBeside">Starts something that goes on beside others; null for the thread pool.</param>
public sealed class NodeObserver(
    ICluster cluster, ISystemConnection connection, RunClock clock, RoleBoard board, Action<Observation> record,
    Func<Func<Task>, Task>? startBeside = null)
{
    /// <summary>The time between two samples of a node's role.</summary>
    public static readonly TimeSpan RolePeriod = TimeSpan.FromMilliseconds(200);

    /// <summary>The time between two looks at a node's view of the members.</summary>
    public static readonly TimeSpan MembershipPeriod = TimeSpan.FromSeconds(5);

    /// <summary>The time between two looks at a node's wall clock, in runs that may shift clocks.</summary>
    public static readonly TimeSpan ClockPeriod = TimeSpan.FromMilliseconds(500);

    /// <summary>Watches until cancelled; ends without an exception.</summary>
    public Task WatchAsync(CancellationToken cancellationToken)
    {
        var clocks = cluster.TryGetFaults<IClockFaults>(out var shiftable) ? shiftable : null;
        return Task.WhenAll(cluster.Nodes.SelectMany(node => new[]
        {
            clocks is null
                ? Task.CompletedTask
                : Start(() => SampleAsync(node, () => ReadClockAsync(clocks, node.Name, cancellationToken), ClockPeriod, cancellationToken)),
            Start(() => SampleAsync(node, () => connection.ProbeRoleAsync(node, cancellationToken), RolePeriod, cancellationToken)),
            Start(() => SampleAsync(node, () => connection.ProbeMembershipAsync(node, cancellationToken), MembershipPeriod, cancellationToken)),
            Start(() => FollowAsync(node.Name, cancellationToken)),
        }));

        Task Start(Func<Task> watch) => startBeside?.Invoke(watch) ?? Task.Run(watch, CancellationToken.None);
    }

    private async Task SampleAsync(INode node, Func<ValueTask<Observation>> probe, TimeSpan period, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, clock.TimeProvider);
        try
        {
            do
            {
                // A spare node that has not joined has nothing to say.
                if (node.IsSpare && !board.Voters.Contains(node.Name)) continue;
                var seen = await probe();
                board.Put(seen);
                record(seen);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the watch.
        }
    }

    private async ValueTask<Observation> ReadClockAsync(IClockFaults clocks, string node, CancellationToken cancellationToken)
    {
        var sentNs = clock.NowNs;
        try
        {
            return await clocks.ReadClockAsync(node, cancellationToken);
        }
        catch (ClusterException failure)
        {
            return new() { Kind = ObservationKind.Clock, Node = node, SentNs = sentNs, ReceivedNs = clock.NowNs, Detail = failure.Message };
        }
    }

    private async Task FollowAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in cluster.FollowLogAsync(node, cancellationToken))
            {
                if (connection.ReadLogLine(line) is not { } seen) continue;
                record(seen);
                board.Put(seen);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the watch.
        }
    }
}
