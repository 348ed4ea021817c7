namespace Chaos.Campaigns;

/// <summary>Waits until every node serves requests; spare nodes are no members, and are not waited for.</summary>
/// <param name="cluster">The nodes.</param>
/// <param name="connection">The system's probes.</param>
/// <param name="clock">The run clock and its timers.</param>
/// <param name="record">Takes every observation; called from many threads.</param>
public sealed class HealthGate(ICluster cluster, ISystemConnection connection, RunClock clock, Action<Observation> record)
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for all nodes at once.</summary>
    /// <returns>Null when all are healthy, else a sentence: which node is not, and what it said last.</returns>
    public async Task<string?> WaitAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(limit, clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var answers = await Task.WhenAll(cluster.Nodes.Where(node => !node.IsSpare).Select(node => WaitAsync(node, either.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        var sick = answers.OfType<string>().ToArray();
        return sick.Length == 0 ? null : $"Not healthy within {limit.TotalSeconds:0} s: {string.Join("; ", sick)}.";
    }

    private async Task<string?> WaitAsync(INode node, CancellationToken cancellationToken)
    {
        var last = "it was never asked";
        while (true)
        {
            try
            {
                var seen = await connection.ProbeHealthAsync(node, cancellationToken);
                record(seen);
                if (seen.Healthy is true) return null;
                last = seen.Detail ?? "no answer";
                await Task.Delay(Period, clock.TimeProvider, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return $"{node.Name} ({last})";
            }
        }
    }
}
