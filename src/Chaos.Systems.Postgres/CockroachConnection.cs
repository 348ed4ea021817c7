namespace Chaos.Systems.Postgres;

/// <summary>Probes and clients of a running CockroachDB; its clients are those of PostgreSQL, pinned to their node.</summary>
internal sealed class CockroachConnection(ICluster cluster, RunClock clock) : ISystemConnection
{
    private static readonly SqlDialect dialect = PostgresDialect.Of("CockroachDB");
    private readonly NodeProbing probing = new(clock);
    private readonly SqlSetUp setUp = new(dialect);

    /// <summary>False: the holder of a lease is told by whoever is asked.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        ValueTask.FromResult(SqlClients.Open(operationType, SqlSeats.Same(token => OpenAsync(node, token)), dialect));

    /// <summary>All nodes are live by the node's own word, and a read through its range's quorum works.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        token => UsingAsync(node, async link =>
        {
            await setUp.MakeAsync(link, token);
            await link.WaitAsync(link.QueryAsync("SELECT v FROM registers WHERE k = 'chaos-health'"), token);
            var live = await link.WaitAsync(link.QueryAsync("SELECT count(*) FROM crdb_internal.gossip_nodes WHERE is_live"), token);
            return live is [[{ } count]] && count >= cluster.Nodes.Count ? null : $"live are {(live is [[{ } few]] ? few : 0)} of {cluster.Nodes.Count} nodes";
        }, token),
        cancellationToken);

    /// <summary>Whether the node holds the lease of the range with the registers, by its own word.</summary>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        token => UsingAsync(node, async link =>
        {
            var told = await link.WaitAsync(
                link.QueryAsync("SELECT crdb_internal.node_id(), lease_holder FROM [SHOW RANGES FROM TABLE registers WITH DETAILS] LIMIT 1"), token);
            return told is [[{ } own, { } holder]]
                ? new RoleView(own == holder ? NodeRole.Leader : NodeRole.Follower, Detail: $"node {own}, the lease is held by node {holder}")
                : new(NodeRole.Unknown, Detail: "it tells no lease");
        }, token),
        cancellationToken);

    /// <summary>The nodes of the recipe: none is ever taken out.</summary>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node, _ => Task.FromResult<IReadOnlyList<string>?>([.. cluster.Nodes.Select(each => each.Name)]), cancellationToken);

    /// <summary>None.</summary>
    public Observation? ReadLogLine(in NodeLogLine line) => null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "CockroachDB",
        node,
        token => UsingAsync(node, async link => (await link.WaitAsync(link.TextsAsync("SELECT version()"), token))[0][0]
            .Split(' ').FirstOrDefault(word => word.StartsWith('v'))?.TrimStart('v') ?? "not told", token),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private async Task<T> UsingAsync<T>(INode node, Func<SqlLink, Task<T>> ask, CancellationToken cancellationToken)
    {
        var link = await OpenAsync(node, cancellationToken);
        try
        {
            return await ask(link);
        }
        finally
        {
            link.Close();
        }
    }

    private Task<SqlLink> OpenAsync(INode node, CancellationToken cancellationToken) => PostgresDialect.OpenAsync(
        NodeDialer.To(node, CockroachRecipe.ClientPort, clock.TimeProvider), dialect, "root", "defaultdb", cancellationToken);
}
