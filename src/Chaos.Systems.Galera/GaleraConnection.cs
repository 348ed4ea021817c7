using MySqlConnector;

namespace Chaos.Systems.Galera;

/// <summary>Probes and clients of a running Galera.</summary>
internal sealed class GaleraConnection : ISystemConnection, IReplicaDigests
{
    private readonly ICluster cluster;
    private readonly GaleraSettings settings;
    private readonly TimeProvider time;
    private readonly NodeProbing probing;
    private readonly SqlDialect dialect;
    private readonly SqlSetUp setUp;

    /// <summary>Makes them.</summary>
    public GaleraConnection(ICluster cluster, GaleraSettings settings, RunClock clock)
    {
        this.cluster = cluster;
        this.settings = settings;
        time = clock.TimeProvider;
        probing = new NodeProbing(clock);
        dialect = GaleraDialect.Of(settings);
        setUp = new SqlSetUp(dialect);
    }

    /// <summary>False: nobody leads.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ClientOf(operationType, node, settings.WritesAtFirst ? cluster.Nodes[0] : node, dialect, time));

    /// <summary>A client that reads at one node, and sends changes to the same or another one.</summary>
    public static IClient ClientOf(string operationType, INode node, INode writesAt, SqlDialect dialect, TimeProvider time)
    {
        var own = new SqlSeat(token => OpenAsync(node, dialect, time, token));
        return SqlClients.Open(
            operationType, new SqlSeats(writesAt == node ? own : new SqlSeat(token => OpenAsync(writesAt, dialect, time, token)), own), dialect);
    }

    /// <summary>The node is synced in a primary component of all nodes, and has the tables.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        token => UsingAsync(node, async link =>
        {
            var status = await GaleraStatus.ReadAsync(link, token);
            if (!status.IsPrimary) return "it is in no primary component";
            if (!status.IsSynced) return $"its state is {status.State}";
            if (status.Size < cluster.Nodes.Count) return $"its component has {status.Size} of {cluster.Nodes.Count} nodes";
            await setUp.MakeAsync(link, token);
            await link.WaitAsync(link.QueryAsync("SELECT v FROM registers WHERE k = 'chaos-health'"), token);
            return null;
        }, token),
        cancellationToken);

    /// <summary>A member of the primary component, with the number of its view in the place of a term, or a node outside of it.</summary>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        token => UsingAsync(node, async link =>
        {
            var status = await GaleraStatus.ReadAsync(link, token);
            return status.IsPrimary
                ? new RoleView(NodeRole.Follower, status.View, Detail: $"primary component of {status.Size}, {status.State}")
                : new(NodeRole.Candidate, Detail: $"no primary component, {status.State}");
        }, token),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        token => UsingAsync<IReadOnlyList<string>?>(node, async link =>
        {
            var status = await GaleraStatus.ReadAsync(link, token);
            return status.IsPrimary
                ? [.. cluster.Nodes.Where(each => status.Addresses.Contains(each.Address.ToString())).Select(each => each.Name)]
                : null;
        }, token),
        cancellationToken);

    /// <summary>The number of the last change that it has committed; each is a change of its own.</summary>
    public ValueTask<ReplicaState> ReadStateAsync(INode node, CancellationToken cancellationToken) => probing.TellAsync(
        "its position",
        node,
        token => UsingAsync(node, async link =>
        {
            var position = await GaleraReplica.PositionAsync(link, token);
            return new ReplicaState(position, position);
        }, token),
        cancellationToken);

    /// <summary>The checksums of its tables, as they are now and at no other position.</summary>
    public ValueTask<ReplicaDigest> ReadDigestAsync(INode node, long revision, CancellationToken cancellationToken) => probing.TellAsync(
        "a digest",
        node,
        token => UsingAsync(node, async link =>
        {
            var (position, digest) = await GaleraReplica.DigestAsync(link, token);
            return position == revision ? new ReplicaDigest(digest, 0) : throw new ProbeException($"its checksums are of position {position}, not {revision}");
        }, token),
        cancellationToken);

    /// <summary>None.</summary>
    public Observation? ReadLogLine(in NodeLogLine line) => null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "MariaDB",
        node,
        token => UsingAsync(node, async link => (await link.WaitAsync(link.TextsAsync("SELECT VERSION()"), token))[0][0].Split('-')[0], token),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private async Task<T> UsingAsync<T>(INode node, Func<SqlLink, Task<T>> ask, CancellationToken cancellationToken)
    {
        // Probes look at a node outside of the group as well, and so wait for nothing.
        var link = await OpenAsync(node, dialect with { AtOpen = [] }, time, cancellationToken);
        try
        {
            return await ask(link);
        }
        finally
        {
            link.Close();
        }
    }

    private static Task<SqlLink> OpenAsync(INode node, SqlDialect dialect, TimeProvider time, CancellationToken cancellationToken) =>
        SqlLink.OpenAsync(Connection(node), dialect, NodeDialer.To(node, GaleraRecipe.ClientPort, time), cancellationToken);

    private static MySqlConnection Connection(INode node)
    {
        var endpoint = node.EndpointOf(GaleraRecipe.ClientPort);
        return new(new MySqlConnectionStringBuilder
        {
            Server = endpoint.Address.ToString(),
            Port = (uint)endpoint.Port,
            UserID = "chaos",
            Database = "chaos",
            SslMode = MySqlSslMode.None,
            Pooling = false,
            // Rows that were changed, not those that were found.
            UseAffectedRows = true,
            ConnectionTimeout = 1,
            DefaultCommandTimeout = 2,
            // At its time limit a connection is closed, without a word to the server.
            CancellationTimeout = -1,
        }.ConnectionString);
    }
}
