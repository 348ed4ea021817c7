using System.Text.Json;

namespace Chaos.Systems.RabbitMq;

/// <summary>Probes and clients of a running RabbitMQ.</summary>
internal sealed class RabbitMqConnection(ICluster cluster, RabbitMqSettings settings, RunClock clock)
    : ISystemConnection, IMembership
{
    private const string HealthQueue = "chaos-health";

    private readonly NodeProbing probing = new(clock);
    private readonly RabbitMqQueues queues = new(
        cluster.Nodes.Count(node => !node.IsSpare), settings.Mirrored, spares: cluster.Nodes.Count(node => node.IsSpare));
    private readonly RabbitMqMembers members = new(clock.TimeProvider);
    private bool isMirroring;

    /// <summary>False: a node tells who leads a queue, but not in which term.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        operationType == QueueOperations.TypeName
            ? ValueTask.FromResult<IClient>(ClientOf(node))
            : throw new UsageException(NearestName.Unknown("type of operations of RabbitMQ", operationType, [QueueOperations.TypeName]));

    /// <summary>All nodes are in the cluster, and a message goes through a queue on all of them.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            var nodes = (await AskAsync(node, "/api/nodes", token)).EnumerateArray().ToArray();
            var running = nodes.Count(each => each.TryGetProperty("running", out var runs) && runs.GetBoolean());
            var size = members.HaveChanged ? nodes.Length : cluster.Nodes.Count(each => !each.IsSpare);
            if (running < size) return $"it sees {running} of {size} nodes";
            if (nodes.Any(each => Count(each, "partitions") > 0)) return "nodes see a partition that has not healed";
            if (settings.Mirrored && !isMirroring) await MirrorAsync(node, token);
            await using var client = ClientOf(node);
            var stored = await client.InvokeAsync(QueueOperations.EnqueueOf(HealthQueue, 1), token);
            if (stored.Type is not OperationType.Ok) return stored.Error;
            await client.InvokeAsync(QueueOperations.DequeueOf(HealthQueue), token);
            if (queues.Newest is not { } queue) return null;
            var told = await AskAsync(node, $"/api/queues/%2F/{queue}", token);
            // A queue's leader is none of its mirrors.
            var (have, needed) = settings.Mirrored
                ? (Count(told, "synchronised_slave_nodes"), size - 1)
                : (Count(told, "online"), Math.Min(size, RabbitMqQueues.MostMembers));
            return have < needed ? $"queue {queue} has {have} of {needed} {(settings.Mirrored ? "mirrors in step" : "members online")}" : null;
        },
        cancellationToken);

    /// <summary>Whether the node leads the queue that was made last, by its own word; each queue has a leader of its own.</summary>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        async token =>
        {
            if (queues.Newest is not { } queue) return new RoleView(NodeRole.Unknown, Detail: "there is no queue yet");
            var told = await AskAsync(node, $"/api/queues/%2F/{queue}", token);
            var leader = told.TryGetProperty(settings.Mirrored ? "node" : "leader", out var name) ? name.GetString() : null;
            return leader is not { Length: > 0 } ? new(NodeRole.Candidate, Detail: $"queue {queue}")
                : new(leader == $"rabbit@{node.Name}" ? NodeRole.Leader : NodeRole.Follower, Leader: leader.Split('@')[^1], Detail: $"queue {queue}");
        },
        cancellationToken);

    /// <summary>
    /// The nodes of the cluster; once a change was asked for those that the queue from the start is on as well, as the metadata have it, since
    /// statistics lag by seconds. No more is asked than is needed: a question about a queue takes one of the server's few workers, in a cut for long.
    /// </summary>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        async token =>
        {
            var nodes = await AskAsync(node, "/api/nodes", token);
            return members.HaveChanged
                ? RabbitMqMembers.Read(nodes, await AskAsync(node, $"/api/queues/%2F/{HealthQueue}?disable_stats=true", token))
                : RabbitMqMembers.Read(nodes);
        },
        cancellationToken);

    /// <summary>True: a node finds the cluster by its configuration, and is given replicas then.</summary>
    public bool JoinsWhenStarted => true;

    /// <inheritdoc/>
    public TimeSpan ChangesWithin => RabbitMqMembers.ChangesWithin;

    /// <inheritdoc/>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) =>
        members.AddAsync(through, joining, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) =>
        members.RemoveAsync(through, leaving, cancellationToken);

    /// <inheritdoc/>
    public Observation? ReadLogLine(in NodeLogLine line) => RabbitMqElections.Read(line.Text) is { } election
        ? probing.Election(line, election.Term, election.At, $"queue {RabbitMqElections.Queue}")
        : null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "RabbitMQ",
        node,
        async token => (await AskAsync(node, "/api/overview", token)).GetProperty("rabbitmq_version").GetString()!,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private RabbitMqQueueClient ClientOf(INode node) => new(node.EndpointOf(RabbitMqRecipe.ClientPort), node.RefusalIsProof, queues);

    private static int Count(JsonElement told, string name) =>
        told.TryGetProperty(name, out var items) && items.ValueKind is JsonValueKind.Array ? items.GetArrayLength() : 0;

    // All queues are mirrored on all nodes, and a new mirror is brought into step by itself.
    private async Task MirrorAsync(INode node, CancellationToken cancellationToken)
    {
        await using var http = new HttpNode(NodeDialer.To(node, RabbitMqRecipe.ManagementPort, clock.TimeProvider), HttpNode.Login("guest", "guest"));
        var answer = await http.SendAsync(
            HttpMethod.Put, "/api/policies/%2F/chaos-mirrors",
            """{"pattern":".*","definition":{"ha-mode":"all","ha-sync-mode":"automatic"},"apply-to":"queues"}"""u8.ToArray(), cancellationToken);
        if (answer.Status is not (201 or 204)) throw new ProbeException($"the mirrors: {answer.Status} {answer.Text}");
        isMirroring = true;
    }

    private async Task<JsonElement> AskAsync(INode node, string path, CancellationToken cancellationToken)
    {
        await using var http = new HttpNode(NodeDialer.To(node, RabbitMqRecipe.ManagementPort, clock.TimeProvider), HttpNode.Login("guest", "guest"));
        var answer = await http.GetAsync(path, cancellationToken);
        if (answer.Status != 200) throw new ProbeException($"{path}: {answer.Status} {answer.Text}");
        try
        {
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ProbeException($"{path} is answered with something else than JSON", e);
        }
    }
}
