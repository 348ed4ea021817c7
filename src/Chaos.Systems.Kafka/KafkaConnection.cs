using System.Globalization;

namespace Chaos.Systems.Kafka;

/// <summary>Probes and clients of a running Kafka. Its topic is made before the load begins, and never again.</summary>
internal sealed class KafkaConnection(KafkaSettings settings, ICluster cluster, RunClock clock) : ISystemConnection, IMembership, IMaintenance
{
    private readonly KafkaMembers members = new(cluster, clock.TimeProvider);
    private readonly NodeProbing probing = new(clock);
    private readonly SemaphoreSlim creating = new(1, 1);
    private readonly KafkaRolls rolls = new();
    private bool created;
    private int transactionalIds;

    /// <summary>True: a controller answers with role and epoch out of one state.</summary>
    public bool RoleIsEvidence => true;

    /// <inheritdoc/>
    public IReadOnlyList<string> Tasks => KafkaMaintenance.Tasks;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        operationType == LogOperations.TypeName
            ? ValueTask.FromResult<IClient>(new KafkaLogClient(settings, node.EndpointOf(KafkaRecipe.ClientPort).ToString(), NextTransactionalId))
            : throw new UsageException(NearestName.Unknown("type of operations of Kafka", operationType, [LogOperations.TypeName]));

    /// <summary>
    /// A broker: every partition has a leader that enough are in sync with, and the node is in sync with those that it follows. A controller apart:
    /// it knows who leads, and has all that its leader has committed.
    /// </summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) =>
        node.IsBroker() ? ProbeBrokerAsync(node, cancellationToken) : ProbeControllerAsync(node, cancellationToken);

    private ValueTask<Observation> ProbeControllerAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            var (leader, view) = await members.LeaderOfAsync(node, token);
            return view.HasAll(KafkaNodes.IdOf(node.Name)) ? null : $"it is behind {leader.Name} in the controllers' log";
        },
        cancellationToken);

    private ValueTask<Observation> ProbeBrokerAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            // Made while one broker alone is alive, the topic would be led by that one for good.
            var all = cluster.Nodes.Count(KafkaNodes.IsBroker);
            if (!created && await KafkaWire.BrokersAsync(BrokerOf(node), token) is var alive && alive < all) return $"it knows {alive} of {all} brokers";
            await CreateTopicAsync(BrokerOf(node), token);
            // The first to ask for a coordinator makes the transactions' own topic.
            if (settings.Transactions && await KafkaWire.FindCoordinatorAsync(BrokerOf(node), "chaos", token) is not 0 and var error)
                return $"it finds no coordinator of transactions: error {error}";
            var partitions = await KafkaWire.PartitionsAsync(BrokerOf(node), token);
            var mine = KafkaNodes.IdOf(node.Name);
            if (partitions.Count < KafkaTopic.Partitions) return $"it knows {partitions.Count} of {KafkaTopic.Partitions} partitions";
            return partitions.FirstOrDefault(each => each.Leader < 0) is { } orphan ? $"partition {orphan.Number} has no leader"
                : partitions.FirstOrDefault(each => each.InSync.Count < settings.MinInSync) is { } few ? $"partition {few.Number} has too few in sync"
                : partitions.FirstOrDefault(each => each.Replicas.Contains(mine) && !each.InSync.Contains(mine)) is { } behind
                    ? $"it is behind in partition {behind.Number}"
                    : null;
        },
        cancellationToken);

    /// <summary>
    /// The role of the node's controller; the detail tells which partitions its broker leads. A broker without a controller learns what the
    /// controllers agree on.
    /// </summary>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        async token =>
        {
            if (!node.IsBroker() || settings.Controllers == 0)
            {
                return await KafkaQuorum.ViewOfLeaderAsync(ControllerOf(node), token) is { Epoch: var epoch }
                    ? new(NodeRole.Leader, epoch, node.Name, await LedAsync(node, token))
                    : new RoleView(NodeRole.Follower, Detail: await LedAsync(node, token));
            }

            return new(NodeRole.Learner, Detail: await LedAsync(node, token));
        },
        cancellationToken);

    /// <summary>The controllers that vote: as the node knows them, or fixed by the configuration.</summary>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        async token => settings.DynamicQuorum
            ? await members.ReadAsync(node, token)
            : [.. cluster.Nodes.Where(each => each.Voter).Select(each => each.Name)],
        cancellationToken);

    /// <summary>True: a controller that joins reads the log first, and is given a vote then.</summary>
    public bool JoinsWhenStarted => true;

    /// <inheritdoc/>
    public TimeSpan ChangesWithin => KafkaMembers.ChangesWithin;

    /// <inheritdoc/>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) =>
        members.AddAsync(through, joining, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) =>
        members.RemoveAsync(through, leaving, cancellationToken);

    /// <inheritdoc/>
    public Observation? ReadLogLine(in NodeLogLine line)
    {
        rolls.Read(line.Node, line.Text);
        return KafkaElections.Read(line.Text) is { } election ? probing.Election(line, election.Epoch, election.At) : null;
    }

    /// <inheritdoc/>
    public ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken) =>
        new KafkaMaintenance(cluster, rolls, clock).PerformAsync(task, node, cancellationToken);

    /// <summary>The version that was asked for, if the node answers: no request of the protocol tells it.</summary>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "Kafka",
        node,
        async token =>
        {
            if (node.IsBroker()) await KafkaWire.PartitionsAsync(BrokerOf(node), token);
            else await KafkaQuorum.LeaderKnownToAsync(ControllerOf(node), token);
            return settings.Version;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        creating.Dispose();
        return default;
    }

    // A client that is closed takes its id along: nobody can end its transaction but the coordinator.
    private string NextTransactionalId() => string.Create(CultureInfo.InvariantCulture, $"chaos-{Interlocked.Increment(ref transactionalIds)}");

    private NodeDialer BrokerOf(INode node) => NodeDialer.To(node, KafkaRecipe.ClientPort, clock.TimeProvider);

    private NodeDialer ControllerOf(INode node) => NodeDialer.To(node, KafkaRecipe.ControllerPort, clock.TimeProvider);

    // What its own broker says; a broker that is cut off believes what it knew last.
    private async Task<string?> LedAsync(INode node, CancellationToken cancellationToken)
    {
        if (!node.IsBroker()) return null;
        var mine = KafkaNodes.IdOf(node.Name);
        var led = (await KafkaWire.PartitionsAsync(BrokerOf(node), cancellationToken)).Where(each => each.Leader == mine)
            .Select(each => each.Number.ToString(CultureInfo.InvariantCulture)).ToArray();
        return led.Length == 0 ? null : $"leads partitions {string.Join(' ', led)}";
    }

    // Only until it worked once: a topic that is gone later is what a run is to find.
    private async Task CreateTopicAsync(NodeDialer broker, CancellationToken cancellationToken)
    {
        if (created) return;
        await creating.WaitAsync(cancellationToken);
        try
        {
            if (created) return;
            await KafkaWire.CreateTopicAsync(broker, settings, cancellationToken);
            created = true;
        }
        finally
        {
            creating.Release();
        }
    }
}
