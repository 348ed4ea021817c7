using Chaos.Systems.EtcdMessages;
using Google.Protobuf;

namespace Chaos.Systems;

/// <summary>etcd's tasks of maintenance. Each is safe at any time (https://etcd.io/docs/latest/op-guide/maintenance/).</summary>
/// <param name="cluster">The nodes.</param>
/// <param name="probeOf">The probe of a node.</param>
/// <param name="clock">The run clock and its timers.</param>
internal sealed class EtcdMaintenance(ICluster cluster, Func<INode, EtcdProbe> probeOf, RunClock clock)
{
    private const string Compact = "compact";
    private const string Defragment = "defragment";
    private const string Snapshot = "snapshot";
    private const string MoveLeader = "move-leader";
    private static readonly ByteString anyKey = ByteString.CopyFromUtf8("chaos/maintenance");
    private static readonly TimeSpan leadsWithin = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan betweenLooks = TimeSpan.FromMilliseconds(50);

    /// <summary>The tasks, by name.</summary>
    public static IReadOnlyList<string> Tasks { get; } = [Compact, Defragment, Snapshot, MoveLeader];

    /// <inheritdoc cref="IMaintenance.PerformAsync"/>
    public async ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken)
    {
        var probe = probeOf(node);
        try
        {
            return task switch
            {
                Compact => await CompactAsync(node, probe, cancellationToken),
                Defragment => await DefragmentAsync(node, probe, cancellationToken),
                Snapshot => await SnapshotAsync(node, probe, cancellationToken),
                MoveLeader => await MoveLeaderAsync(node, probe, cancellationToken),
                _ => throw new ClusterException(NearestName.Unknown("task of maintenance of etcd", task, Tasks)),
            };
        }
        catch (ProbeException e)
        {
            throw new ClusterException($"etcd on {node.Name} did not {task}: {e.Message}", e);
        }
    }

    // Up to the newest revision, so that also the latest change is the first that is left.
    private static async Task<string> CompactAsync(INode node, EtcdProbe probe, CancellationToken cancellationToken)
    {
        var revision = (await probe.StatusAsync(cancellationToken)).Header?.Revision ?? 0;
        await probe.MaintainAsync(
            async (invoker, token) => await new KV.KVClient(invoker).CompactAsync(new CompactionRequest { Revision = revision }, cancellationToken: token),
            cancellationToken);
        return await IsCompactedAsync(probe, revision - 1, cancellationToken)
            ? $"{node.Name} refuses to read at revision {revision - 1} after a compaction at {revision}"
            : throw new ClusterException($"etcd on {node.Name} compacted at revision {revision}, and still reads at {revision - 1}.");
    }

    private static async Task<bool> IsCompactedAsync(EtcdProbe probe, long revision, CancellationToken cancellationToken)
    {
        try
        {
            await probe.MaintainAsync(
                async (invoker, token) => await new KV.KVClient(invoker).RangeAsync(
                    new RangeRequest { Key = anyKey, Revision = revision, Serializable = true }, cancellationToken: token),
                cancellationToken);
            return false;
        }
        catch (ProbeException refused)
        {
            return refused.Message.Contains("compacted", StringComparison.Ordinal);
        }
    }

    private static async Task<string> DefragmentAsync(INode node, EtcdProbe probe, CancellationToken cancellationToken)
    {
        var before = (await probe.StatusAsync(cancellationToken)).DbSize;
        await probe.MaintainAsync(
            async (invoker, token) => await new Maintenance.MaintenanceClient(invoker).DefragmentAsync(new DefragmentRequest(), cancellationToken: token),
            cancellationToken);
        var after = (await probe.StatusAsync(cancellationToken)).DbSize;
        return $"{node.Name} rewrote its database: {Sizes.InMebibytes(before)} before, {Sizes.InMebibytes(after)} after";
    }

    private static async Task<string> SnapshotAsync(INode node, EtcdProbe probe, CancellationToken cancellationToken)
    {
        var bytes = await probe.MaintainAsync(
            async (invoker, token) =>
            {
                using var call = new Maintenance.MaintenanceClient(invoker).Snapshot(new SnapshotRequest(), cancellationToken: token);
                var sum = 0L;
                while (await call.ResponseStream.MoveNext(token)) sum += call.ResponseStream.Current.Blob.Length;
                return sum;
            },
            cancellationToken);
        return bytes > 0
            ? $"{node.Name} gave a snapshot of {Sizes.InMebibytes(bytes)}"
            : throw new ClusterException($"etcd on {node.Name} gave a snapshot without a byte.");
    }

    // The leader is asked; the node becomes leader, or, where it leads already, another one.
    private async Task<string> MoveLeaderAsync(INode node, EtcdProbe probe, CancellationToken cancellationToken)
    {
        var status = await probe.StatusAsync(cancellationToken);
        if (status.Leader == 0) throw new ClusterException($"etcd on {node.Name} knows no leader that could hand over.");
        var members = (await probe.MembersAsync(cancellationToken)).Members;
        var own = status.Header?.MemberId ?? 0;
        var target = status.Leader != own ? own : members.FirstOrDefault(member => member.Id != own && !member.IsLearner)?.Id
            ?? throw new ClusterException($"etcd on {node.Name} is alone, so that nobody can take over.");
        var leader = NodeOf(members, status.Leader);
        await probeOf(leader).MaintainAsync(
            async (invoker, token) => await new Maintenance.MaintenanceClient(invoker).MoveLeaderAsync(
                new MoveLeaderRequest { TargetId = target }, cancellationToken: token),
            cancellationToken);
        var untilNs = clock.NowNs + (leadsWithin.Ticks * TimeSpan.NanosecondsPerTick);
        while ((await probe.StatusAsync(cancellationToken)).Leader != target)
        {
            if (clock.NowNs >= untilNs)
                throw new ClusterException($"{leader.Name} handed over, but {node.Name} did not see another leader within {leadsWithin.TotalSeconds:0} s.");
            await Task.Delay(betweenLooks, clock.TimeProvider, cancellationToken);
        }

        return $"{NodeOf(members, target).Name} leads instead of {leader.Name}";
    }

    private INode NodeOf(IEnumerable<Member> members, ulong id)
    {
        var name = members.FirstOrDefault(member => member.Id == id)?.Name;
        return cluster.Nodes.FirstOrDefault(node => node.Name == name)
            ?? throw new ClusterException($"The member {id:x} of etcd is none of the cluster's nodes.");
    }
}
