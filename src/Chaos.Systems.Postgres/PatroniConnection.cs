using System.Text.Json;

namespace Chaos.Systems.Postgres;

/// <summary>Probes and clients of a running Patroni.</summary>
internal sealed class PatroniConnection(ICluster cluster, PatroniSettings settings, RunClock clock) : ISystemConnection
{
    // A node that is cut off from its store may keep its answer back.
    private static readonly TimeSpan askWithin = TimeSpan.FromSeconds(1);

    private static readonly SqlDialect dialect = PostgresDialect.Of("PostgreSQL");
    private readonly NodeProbing probing = new(clock);
    private readonly SqlSetUp setUp = new(dialect);

    /// <summary>False: the timeline is a number of the server's own.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken)
    {
        var primary = new SqlSeat(token => OpenPrimaryAsync(node, token));
        var reads = settings.LocalReads ? new SqlSeat(token => OpenAsync(node, token)) : primary;
        return ValueTask.FromResult(SqlClients.Open(operationType, new SqlSeats(primary, reads), dialect));
    }

    /// <summary>All servers follow one primary, with a synchronous one where there must be one; the node has replayed what the primary has.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            var members = PatroniMember.AllOf(await AskAsync(node, "/cluster", token));
            if (members.Count(member => member.IsWell) < cluster.Nodes.Count)
                return $"well are {members.Count(member => member.IsWell)} of {cluster.Nodes.Count} members";
            if (members.SingleOrDefault(member => member.Leads) is not { } leader) return "no member leads";
            if (settings.Mode != PatroniSettings.Asynchronous && cluster.Nodes.Count > 1 && !members.Any(member => member.IsSynchronous))
                return "no replica is synchronous";
            var primary = await OpenPrimaryAsync(node, token);
            try
            {
                await setUp.MakeAsync(primary, token);
                var written = (await primary.WaitAsync(primary.TextsAsync("SELECT pg_current_wal_lsn()::text"), token))[0][0];
                return leader.Name == node.Name ? null : await LagAsync(node, written, token);
            }
            finally
            {
                primary.Close();
            }
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        async token => RoleOf(await AskAsync(node, "/patroni", token), node.Name),
        cancellationToken);

    /// <summary>The role that a node's Patroni tells. Its timeline may be null: a server that is just becoming primary or replica has none to tell.</summary>
    public static RoleView RoleOf(JsonElement told, string node)
    {
        var (role, state) = (TextOf(told, "role"), TextOf(told, "state"));
        long? timeline = told.TryGetProperty("timeline", out var number) && number.ValueKind is JsonValueKind.Number ? number.GetInt64() : null;
        return (role, state) switch
        {
            ("primary" or "master", "running") => new RoleView(NodeRole.Leader, timeline, node),
            ("replica", "running") => new(NodeRole.Follower, timeline),
            _ => new(NodeRole.Unknown, timeline, Detail: $"{role}, {state}"),
        };
    }

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        async token => [.. PatroniMember.AllOf(await AskAsync(node, "/cluster", token)).Select(member => member.Name)],
        cancellationToken);

    /// <summary>None.</summary>
    public Observation? ReadLogLine(in NodeLogLine line) => null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "Patroni",
        node,
        async token => (await AskAsync(node, "/patroni", token)).GetProperty("patroni").GetProperty("version").GetString()!,
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private async Task<string?> LagAsync(INode node, string written, CancellationToken cancellationToken)
    {
        var replica = await OpenAsync(node, cancellationToken);
        try
        {
            var lag = await replica.WaitAsync(
                replica.QueryAsync($"SELECT pg_wal_lsn_diff('{written}', pg_last_wal_replay_lsn())::bigint"), cancellationToken);
            return lag is [[<= 0]] ? null : $"it is {lag[0][0]} bytes behind the primary";
        }
        finally
        {
            replica.Close();
        }
    }

    // As a proxy before the servers does: whom the node's own Patroni takes for the primary, which it asks only for a new connection.
    private async Task<SqlLink> OpenPrimaryAsync(INode node, CancellationToken cancellationToken)
    {
        IReadOnlyList<PatroniMember> members;
        using (var late = new CancellationTokenSource(askWithin, clock.TimeProvider))
        using (var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token))
        {
            try
            {
                members = PatroniMember.AllOf(await AskAsync(node, "/cluster", either.Token));
            }
            catch (CallException e) when (e.Row.Proves is not OperationType.Fail)
            {
                throw new CallException(SqlErrors.NoPrimary, e.Message, e);
            }
            catch (Exception e) when (e is ProbeException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                throw new CallException(SqlErrors.NoPrimary, "its Patroni does not tell", e);
            }
        }

        var name = members.FirstOrDefault(member => member.Leads)?.Name;
        if (cluster.Nodes.FirstOrDefault(each => each.Name == name) is not { } primary) throw new CallException(SqlErrors.NoPrimary);
        var link = await OpenAsync(primary, cancellationToken);
        try
        {
            if (await link.WaitAsync(link.QueryAsync("SELECT pg_is_in_recovery()::int"), cancellationToken) is [[0]]) return link;
        }
        catch (Exception e) when (e is CallException or OperationCanceledException)
        {
            link.Close();
            if (e is CallException) throw new CallException(TransportErrors.NoSession, e.Message, e);
            throw;
        }

        link.Close();
        throw new CallException(PostgresErrors.Replica);
    }

    private Task<SqlLink> OpenAsync(INode node, CancellationToken cancellationToken) => PostgresDialect.OpenAsync(
        NodeDialer.To(node, PatroniRecipe.ClientPort, clock.TimeProvider), dialect, "postgres", "postgres", cancellationToken);

    private async Task<JsonElement> AskAsync(INode node, string path, CancellationToken cancellationToken)
    {
        await using var http = new HttpNode(NodeDialer.To(node, PatroniRecipe.ApiPort, clock.TimeProvider));
        var answer = await http.GetAsync(path, cancellationToken);
        try
        {
            // The status says whether the node is the primary, or well; the body is told always.
            using var document = JsonDocument.Parse(answer.Body);
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new ProbeException($"{path} is answered with {answer.Status} and something else than JSON", e);
        }
    }

    private static string TextOf(JsonElement told, string name) => told.TryGetProperty(name, out var text) ? text.GetString() ?? "" : "";
}
