using System.Collections.Concurrent;
using System.Globalization;
using Chaos.Systems.EtcdMessages;

namespace Chaos.Systems;

/// <summary>Probes and clients of a running etcd.</summary>
internal sealed class EtcdConnection(ICluster cluster, EtcdSettings settings, RunClock clock)
    : ISystemConnection, IMembership, IReplicaDigests, IMaintenance
{
    private readonly ConcurrentDictionary<string, EtcdProbe> probes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ulong, string> names = new();

    /// <summary>False: the term of <c>Status</c> is that of the last applied entry, so that a new leader shows the old one.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        ValueTask.FromResult(EtcdClients.Open(operationType, node, settings, clock));

    /// <inheritdoc/>
    public async ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken)
    {
        var (illness, error, sentNs, receivedNs) = await AskAsync(() => ProbeOf(node).FindIllnessAsync(cancellationToken));
        return new Observation
        {
            Kind = ObservationKind.Health,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = receivedNs,
            Healthy = error is null && illness is null,
            Detail = error ?? illness,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken)
    {
        var (status, error, sentNs, receivedNs) = await AskAsync(() => ProbeOf(node).StatusAsync(cancellationToken));
        return new Observation
        {
            Kind = ObservationKind.Role,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = receivedNs,
            Role = status is null ? NodeRole.Unknown : RoleOf(status),
            Term = status is null ? null : (long)status.RaftTerm,
            Leader = status is null ? null : await NameOfAsync(status.Leader, node, cancellationToken),
            Detail = error,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken)
    {
        var (list, error, sentNs, receivedNs) = await AskAsync(() => ProbeOf(node).MembersAsync(cancellationToken));
        return new Observation
        {
            Kind = ObservationKind.Membership,
            Node = node.Name,
            SentNs = sentNs,
            ReceivedNs = receivedNs,
            Members = list is null ? null : [.. list.Members.Select(NameOf).Order(StringComparer.Ordinal)],
            Detail = error,
        };
    }

    /// <inheritdoc/>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) => ChangeAsync(
        $"add {joining.Name}",
        through,
        probe => probe.AddMemberAsync(EtcdRecipe.PeerUrl(joining.Name), cancellationToken));

    /// <inheritdoc/>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) => ChangeAsync(
        $"remove {leaving.Name}",
        through,
        async probe =>
        {
            var members = (await probe.MembersAsync(cancellationToken)).Members;
            var member = members.FirstOrDefault(member => NameOf(member) == leaving.Name)
                ?? throw new ClusterException($"etcd on {through.Name} knows no member {leaving.Name}.");
            return await probe.RemoveMemberAsync(member.Id, cancellationToken);
        });

    /// <inheritdoc/>
    public IReadOnlyList<string> Tasks => EtcdMaintenance.Tasks;

    /// <inheritdoc/>
    public ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken) =>
        new EtcdMaintenance(cluster, ProbeOf, clock).PerformAsync(task, node, cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<ReplicaState> ReadStateAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            var status = await ProbeOf(node).StatusAsync(cancellationToken);
            return new((long)status.RaftAppliedIndex, status.Header?.Revision ?? 0);
        }
        catch (ProbeException e)
        {
            throw new ClusterException($"{node.Name} did not tell its state: {e.Message}.", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<ReplicaDigest> ReadDigestAsync(INode node, long revision, CancellationToken cancellationToken)
    {
        try
        {
            var hash = await ProbeOf(node).HashAsync(revision, cancellationToken);
            return new(hash.Hash.ToString("x8", CultureInfo.InvariantCulture), hash.CompactRevision);
        }
        catch (ProbeException e)
        {
            throw new ClusterException($"{node.Name} told no digest at revision {revision}: {e.Message}.", e);
        }
    }

    /// <summary>
    /// An election of the line's node, or a snapshot that it took. The interval begins at the node's own wall clock, unless that is ahead.
    /// </summary>
    public Observation? ReadLogLine(in NodeLogLine line)
    {
        if (EtcdElections.Read(line.Text) is { } election)
        {
            return new Observation
            {
                Kind = ObservationKind.Election,
                Node = line.Node,
                SentNs = WrittenNs(election.At, line),
                ReceivedNs = line.ReceivedNs,
                Role = NodeRole.Leader,
                Term = election.Term,
                Leader = line.Node,
                IsEvidence = true,
            };
        }

        return EtcdSnapshots.Read(line.Text) is not { } snapshot ? null : new Observation
        {
            Kind = ObservationKind.Snapshot,
            Node = line.Node,
            SentNs = WrittenNs(snapshot.At, line),
            ReceivedNs = line.ReceivedNs,
            Detail = string.Create(CultureInfo.InvariantCulture, $"took a snapshot up to entry {snapshot.Index}"),
        };
    }

    private long WrittenNs(DateTimeOffset? at, in NodeLogLine line) => Math.Clamp(
        at is { } wrote ? (wrote - clock.WallAtStart).Ticks * TimeSpan.NanosecondsPerTick : line.ReceivedNs, 0, line.ReceivedNs);

    /// <inheritdoc/>
    public async ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            return (await ProbeOf(node).StatusAsync(cancellationToken)).Version;
        }
        catch (ProbeException e)
        {
            throw new ClusterException(
                $"Node {node.Name} did not tell its version of etcd: {e.Message}. Its log in the run's folder may say why.", e);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var probe in probes.Values) await probe.DisposeAsync();
        probes.Clear();
    }

    private async ValueTask ChangeAsync<T>(string what, INode through, Func<EtcdProbe, Task<T>> change)
    {
        try
        {
            await change(ProbeOf(through));
        }
        catch (ProbeException e)
        {
            throw new ClusterException($"etcd on {through.Name} did not {what}: {e.Message}", e);
        }
    }

    private EtcdProbe ProbeOf(INode node) => probes.GetOrAdd(node.Name, _ => new EtcdProbe(node, clock.TimeProvider));

    private async Task<(T? Answer, string? Error, long SentNs, long ReceivedNs)> AskAsync<T>(Func<Task<T>> ask)
    {
        var sentNs = clock.NowNs;
        try
        {
            var answer = await ask();
            return (answer, null, sentNs, clock.NowNs);
        }
        catch (ProbeException e)
        {
            return (default, e.Message, sentNs, clock.NowNs);
        }
    }

    private static NodeRole RoleOf(StatusResponse status) => status switch
    {
        { IsLearner: true } => NodeRole.Learner,
        { Leader: 0 } => NodeRole.Candidate,
        _ when status.Leader == status.Header?.MemberId => NodeRole.Leader,
        _ => NodeRole.Follower,
    };

    // Members have numbers; a new one makes us ask the same node for the names once more.
    private async ValueTask<string?> NameOfAsync(ulong member, INode node, CancellationToken cancellationToken)
    {
        if (member == 0) return null;
        if (names.TryGetValue(member, out var known)) return known;
        try
        {
            foreach (var each in (await ProbeOf(node).MembersAsync(cancellationToken)).Members)
                names[each.Id] = NameOf(each);
        }
        catch (ProbeException)
        {
            // The number must do; the next probe asks again.
        }

        return names.TryGetValue(member, out var name) ? name : member.ToString("x", CultureInfo.InvariantCulture);
    }

    // A member that was added but never started has no name yet; its address is made of it.
    private static string NameOf(Member member) => member.Name.Length > 0
        ? member.Name
        : Uri.TryCreate(member.PeerUrls.FirstOrDefault(), UriKind.Absolute, out var url)
            ? url.Host
            : member.Id.ToString("x", CultureInfo.InvariantCulture);
}
