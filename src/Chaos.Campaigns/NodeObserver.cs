namespace Chaos.Campaigns;

/// <summary>
/// Watches the nodes of a run: samples every node's role, follows every node's log for elections, asks now and then for the
/// members. All of it goes to the observations; roles also to the board from which nemeses choose their targets.
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

    /// <summary>Watches until cancelled; ends without an exception.</summary>
    public Task WatchAsync(CancellationToken cancellationToken)
    {
        return Task.WhenAll(cluster.Nodes.SelectMany(node => new[]
        {
            Start(() => SampleAsync(() => connection.ProbeRoleAsync(node, cancellationToken), RolePeriod, cancellationToken)),
            Start(() => SampleAsync(() => connection.ProbeMembershipAsync(node, cancellationToken), MembershipPeriod, cancellationToken)),
            Start(() => FollowAsync(node.Name, cancellationToken)),
        }));

        Task Start(Func<Task> watch) => startBeside?.Invoke(watch) ?? Task.Run(watch, CancellationToken.None);
    }

    private async Task SampleAsync(Func<ValueTask<Observation>> probe, TimeSpan period, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, clock.TimeProvider);
        try
        {
            do
            {
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

    private async Task FollowAsync(string node, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var line in cluster.FollowLogAsync(node, cancellationToken))
            {
                if (connection.ReadLogLine(line) is { } seen) record(seen);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end of the watch.
        }
    }
}
