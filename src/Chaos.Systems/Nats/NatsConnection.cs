using System.Collections.Concurrent;

namespace Chaos.Systems;

/// <summary>Probes and clients of a running NATS. Its streams are made before the load begins, and never again.</summary>
internal sealed class NatsConnection(NatsSettings settings, ICluster cluster, RunClock clock) : ISystemConnection
{
    private readonly NodeProbing probing = new(clock);
    private readonly ConcurrentDictionary<string, string> groups = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim creating = new(1, 1);
    private string stream = NatsStreams.Registers;
    private bool created;

    /// <summary>False: whether state and term were read together depends on the version.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken)
    {
        stream = NatsStreams.Of(operationType);
        return operationType switch
        {
            RegisterOperations.TypeName => ValueTask.FromResult<IClient>(new NatsRegisterClient(DialerOf(node), settings.Read)),
            LogOperations.TypeName => ValueTask.FromResult<IClient>(new NatsLogClient(DialerOf(node), MonitorOf(node))),
            _ => throw new UsageException(NearestName.Unknown(
                "type of operations of NATS", operationType, [RegisterOperations.TypeName, LogOperations.TypeName])),
        };
    }

    /// <summary>The server is well by its own word, and knows leaders of the streams.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            using var link = await NatsLink.OpenAsync(DialerOf(node), token);
            await CreateStreamsAsync(link, token);
            if (await NatsMonitor.IllnessAsync(MonitorOf(node), token) is { } illness) return illness;
            return cluster.Nodes.Count > 1 && await NatsStreams.LeaderAsync(link, stream, token) is null ? $"{stream} has no leader" : null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        async token =>
        {
            var asked = stream;
            if (groups.TryGetValue(asked, out var group)
                && await NatsMonitor.RoleAsync(MonitorOf(node), group, node.Name, token) is { } role)
                return role;
            if (await NatsMonitor.StreamAsync(MonitorOf(node), asked, token) is not { } known)
                return new RoleView(NodeRole.Unknown, Detail: $"it keeps no replica of {asked}");
            if (known.Group is not null) groups[asked] = known.Group;
            return known.Leader is null
                ? new(cluster.Nodes.Count == 1 ? NodeRole.Leader : NodeRole.Candidate)
                : new(known.Leader == node.Name ? NodeRole.Leader : NodeRole.Follower, Leader: known.Leader);
        },
        cancellationToken);

    /// <summary>The nodes of the recipe: a server tells no list of its own without an account of the system's.</summary>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        _ => Task.FromResult<IReadOnlyList<string>?>([.. cluster.Nodes.Select(each => each.Name)]),
        cancellationToken);

    /// <summary>None: the log tells of leaders without their term.</summary>
    public Observation? ReadLogLine(in NodeLogLine line) => null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) =>
        probing.VersionAsync("NATS", node, token => NatsMonitor.VersionAsync(MonitorOf(node), token), cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        creating.Dispose();
        return default;
    }

    private NodeDialer DialerOf(INode node) => NodeDialer.To(node, NatsRecipe.ClientPort, clock.TimeProvider);

    private NodeDialer MonitorOf(INode node) => NodeDialer.To(node, NatsRecipe.MonitorPort, clock.TimeProvider);

    // Only until it worked once: a stream that is gone later is what a run is to find.
    private async Task CreateStreamsAsync(NatsLink link, CancellationToken cancellationToken)
    {
        if (created) return;
        await creating.WaitAsync(cancellationToken);
        try
        {
            if (created) return;
            await NatsStreams.CreateAsync(link, cluster.Nodes.Count, cancellationToken);
            created = true;
        }
        finally
        {
            creating.Release();
        }
    }
}
