using Chaos.Consensus;

namespace Chaos.Systems;

/// <summary>The tasks of maintenance of our own consensus nodes.</summary>
/// <param name="cluster">The nodes.</param>
/// <param name="calls">Asks them.</param>
/// <param name="clock">The run clock and its timers.</param>
internal sealed class ProgramMaintenance(ICluster cluster, ProgramCalls calls, RunClock clock)
{
    private const string Snapshot = "snapshot";
    private const string MoveLeader = "move-leader";
    private static readonly TimeSpan leadsWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The tasks, by name.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [Snapshot, MoveLeader];

    /// <inheritdoc cref="IMaintenance.PerformAsync"/>
    public async ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken)
    {
        if (task == Snapshot)
        {
            await AskAsync(node.Name, AdminAction.Compact, [], cancellationToken);
            return $"{node.Name} took a snapshot and dropped the log before it";
        }

        if (task != MoveLeader) throw new ClusterException(NearestName.Unknown("task of maintenance", task, Tasks));
        var seen = await ProbeAsync(node.Name, cancellationToken);
        var own = NumberOf(node.Name);
        if (seen.Leader < 0) throw new ClusterException($"{node.Name} knows no leader that could hand over.");
        var target = seen.Leader != own ? own : seen.Members.Where(member => member != own).DefaultIfEmpty(-1).First();
        if (target < 0) throw new ClusterException($"{node.Name} is alone, so that nobody can take over.");
        await AskAsync(cluster.Nodes[seen.Leader].Name, AdminAction.TransferLeadership, [target], cancellationToken);
        var untilNs = clock.NowNs + (leadsWithin.Ticks * TimeSpan.NanosecondsPerTick);
        while ((await ProbeAsync(cluster.Nodes[target].Name, cancellationToken)).Role is not NodeRole.Leader)
        {
            if (clock.NowNs >= untilNs)
                throw new ClusterException($"{cluster.Nodes[target].Name} did not lead {leadsWithin.TotalSeconds:0} s after it should have taken over.");
            await Task.Delay(betweenLooks, clock.TimeProvider, cancellationToken);
        }

        return $"{cluster.Nodes[target].Name} leads instead of {cluster.Nodes[seen.Leader].Name}";
    }

    private async ValueTask AskAsync(string node, AdminAction action, IReadOnlyList<int> nodes, CancellationToken cancellationToken)
    {
        var (reply, error) = await calls.AskAsync(node, new AdminRequest(action, nodes), cancellationToken);
        if (reply is ClientReply { Result.Status: ReplyStatus.Ok }) return;
        throw new ClusterException($"{node} did not carry out {action}: {(reply as ClientReply)?.Text ?? error ?? "nobody knows"}.");
    }

    private async ValueTask<ProbeReply> ProbeAsync(string node, CancellationToken cancellationToken)
    {
        var (reply, error) = await calls.AskAsync(node, ProbeRequest.Plain, cancellationToken);
        return reply as ProbeReply ?? throw new ClusterException($"{node} did not tell what it is: {error}.");
    }

    private int NumberOf(string name) => cluster.Nodes.Select(node => node.Name).ToList().IndexOf(name);
}
