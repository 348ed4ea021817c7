using System.Globalization;

namespace Chaos.Systems;

/// <summary>Probes and clients of a running Redis or Valkey with its sentinels.</summary>
internal sealed class RedisConnection(RedisFlavour flavour, ICluster cluster, RunClock clock) : ISystemConnection
{
    private readonly NodeProbing probing = new(clock);

    /// <summary>False: the epoch is the sentinels', the role the server's.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        operationType == RegisterOperations.TypeName
            ? ValueTask.FromResult<IClient>(new RedisRegisterClient(SentinelOf(node), DialerAt))
            : throw new UsageException(NearestName.Unknown(
                $"type of operations of {flavour.Title}", operationType, [RegisterOperations.TypeName]));

    /// <summary>The node's sentinel sees a quorum, and its server is the primary that the sentinel names, or follows it.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            using var sentinel = await RedisLink.OpenAsync(SentinelOf(node), token);
            var quorum = await sentinel.SendAsync(token, "SENTINEL", "CKQUORUM", RedisRecipe.GroupName);
            if (quorum.Error is { } few) return few;
            // A replica that no sentinel knows of is forgotten in the first failover.
            if (await UnknownAsync(sentinel, token) is { } unknown) return unknown;
            var named = await sentinel.SendAsync(token, "SENTINEL", "GET-MASTER-ADDR-BY-NAME", RedisRecipe.GroupName);
            var primary = named.Items is [{ Text: { } address }, ..] ? address : null;
            using var server = await RedisLink.OpenAsync(ServerOf(node), token);
            var role = await server.SendAsync(token, "ROLE");
            return role.Items switch
            {
                [{ Text: "master" }, _, { Items: { } replicas }] => primary != node.Address.ToString() ? $"it is primary, but its sentinel names {primary}"
                    : replicas.Count < cluster.Nodes.Count - 1 ? $"{replicas.Count} replicas follow it" : null,
                [{ Text: "slave" }, { Text: var followed }, _, { Text: var state }, ..] => followed != primary
                    ? $"it follows {followed}, but its sentinel names {primary}"
                    : state == "connected" ? null : $"its link to {followed} is {state}",
                _ => role.Error ?? "it tells no role",
            };
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        async token =>
        {
            using var server = await RedisLink.OpenAsync(ServerOf(node), token);
            var role = await server.SendAsync(token, "ROLE");
            var epoch = await EpochAsync(node, token);
            return role.Items switch
            {
                [{ Text: "master" }, ..] => new RoleView(NodeRole.Leader, epoch, node.Name),
                [{ Text: "slave" }, { Text: { } followed }, ..] => new(NodeRole.Follower, epoch, NameOf(followed)),
                _ => new(NodeRole.Unknown, epoch, Detail: role.Error),
            };
        },
        cancellationToken);

    /// <summary>The nodes of the recipe: the sentinels never forget one.</summary>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node, _ => Task.FromResult<IReadOnlyList<string>?>([.. cluster.Nodes.Select(each => each.Name)]), cancellationToken);

    /// <summary>None.</summary>
    public Observation? ReadLogLine(in NodeLogLine line) => null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        flavour.Title,
        node,
        async token =>
        {
            using var server = await RedisLink.OpenAsync(ServerOf(node), token);
            var information = (await server.SendAsync(token, "INFO", "server")).Text ?? "";
            return information.Split("\r\n").FirstOrDefault(line => line.StartsWith(flavour.VersionField + ":", StringComparison.Ordinal))?
                .Split(':')[1] ?? throw new ProbeException($"its information holds no {flavour.VersionField}");
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private async Task<string?> UnknownAsync(RedisLink sentinel, CancellationToken cancellationToken)
    {
        var others = (cluster.Nodes.Count - 1).ToString(CultureInfo.InvariantCulture);
        var fields = (await sentinel.SendAsync(cancellationToken, "SENTINEL", "MASTER", RedisRecipe.GroupName)).Items ?? [];
        return FieldOf(fields, "num-slaves") != others ? $"its sentinel knows {FieldOf(fields, "num-slaves")} of {others} replicas"
            : FieldOf(fields, "num-other-sentinels") != others ? $"its sentinel knows {FieldOf(fields, "num-other-sentinels")} of {others} others"
            : null;
    }

    private static string? FieldOf(IReadOnlyList<RedisReply> fields, string name)
    {
        for (var i = 0; i + 1 < fields.Count; i += 2)
        {
            if (fields[i].Text == name) return fields[i + 1].Text;
        }

        return null;
    }

    private NodeDialer ServerOf(INode node) => NodeDialer.To(node, RedisRecipe.ClientPort, clock.TimeProvider);

    private NodeDialer SentinelOf(INode node) => NodeDialer.To(node, RedisRecipe.SentinelPort, clock.TimeProvider);

    private NodeDialer? DialerAt(string address) =>
        cluster.Nodes.FirstOrDefault(node => node.Address.ToString() == address) is { } node ? ServerOf(node) : null;

    private string NameOf(string address) => cluster.Nodes.FirstOrDefault(node => node.Address.ToString() == address)?.Name ?? address;

    // The epoch in which the sentinel's primary was agreed on; the sentinel may be silent while the server is not.
    private async Task<long?> EpochAsync(INode node, CancellationToken cancellationToken)
    {
        try
        {
            using var sentinel = await RedisLink.OpenAsync(SentinelOf(node), cancellationToken);
            var fields = (await sentinel.SendAsync(cancellationToken, "SENTINEL", "MASTER", RedisRecipe.GroupName)).Items ?? [];
            if (long.TryParse(FieldOf(fields, "config-epoch"), CultureInfo.InvariantCulture, out var epoch)) return epoch;
        }
        catch (CallException)
        {
            // Then there is no epoch to tell.
        }

        return null;
    }
}
