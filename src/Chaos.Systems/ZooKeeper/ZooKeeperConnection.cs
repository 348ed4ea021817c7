using System.Globalization;
using System.Text;

namespace Chaos.Systems;

/// <summary>Probes and clients of a running ZooKeeper.</summary>
internal sealed class ZooKeeperConnection(ZooKeeperSettings settings, RunClock clock)
    : ISystemConnection, IMembership, IMaintenance, IReplicaDigests
{
    private static readonly TimeSpan probeSession = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan changeWithin = TimeSpan.FromSeconds(10);
    private static readonly byte[] srvr = "srvr"u8.ToArray();

    private readonly NodeProbing probing = new(clock);

    /// <summary>False: the epoch of <c>srvr</c> is that of the last applied transaction, read apart from the mode.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        ValueTask.FromResult(ZooKeeperClients.Open(operationType, DialerOf(node), settings));

    /// <summary>Opens a session: that goes through the quorum, and the server answers when it has applied it.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            using var session = await ZooKeeperSession.OpenAsync(DialerOf(node), probeSession, token);
            await session.CallAsync(token, ZooKeeperRequest.Close);
            return null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node, RoleIsEvidence, async token => (await StatusAsync(node, token)).ToRole(node.Name), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        async token =>
        {
            using var session = await ZooKeeperSession.OpenAsync(DialerOf(node), probeSession, token);
            var reply = (await session.CallAsync(token, ZooKeeperRequest.Get("/zookeeper/config"), ZooKeeperRequest.Close))[0];
            return reply.Error == 0
                ? ZooKeeperMembers.Parse(Encoding.UTF8.GetString(reply.Buffer()))
                : throw ZooKeeperErrors.Of(reply.Error);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) => ChangeAsync(
        $"add {joining.Name}", through, ZooKeeperRequest.Reconfigure(ZooKeeperRecipe.ServerLine(joining.Name), null), cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) => ChangeAsync(
        $"remove {leaving.Name}",
        through,
        ZooKeeperRequest.Reconfigure(null, NodeNames.NumberOf(leaving.Name).ToString(CultureInfo.InvariantCulture)),
        cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<string> Tasks => settings.GivesSnapshots ? ZooKeeperAdmin.Tasks : [];

    /// <inheritdoc/>
    public async ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken)
    {
        if (task != ZooKeeperAdmin.Snapshot) throw new ClusterException(NearestName.Unknown("task of maintenance of ZooKeeper", task, Tasks));
        var (bytes, zxid) = await probing.TellAsync("of a snapshot", node, token => ZooKeeperAdmin.SnapshotAsync(AdminOf(node), token), cancellationToken);
        return $"{node.Name} wrote a snapshot of {bytes} bytes, up to {zxid}";
    }

    /// <summary>The last transaction that the server has applied; each is a change.</summary>
    public ValueTask<ReplicaState> ReadStateAsync(INode node, CancellationToken cancellationToken) => probing.TellAsync(
        "its last transaction",
        node,
        async token => (await StatusAsync(node, token)).Zxid is { } zxid
            ? new ReplicaState(zxid, zxid)
            : throw new ProbeException("its answer to srvr has none"),
        cancellationToken);

    /// <summary>The digest of the tree, which counts up to the last transaction and no other.</summary>
    public ValueTask<ReplicaDigest> ReadDigestAsync(INode node, long revision, CancellationToken cancellationToken) => probing.TellAsync(
        "a digest",
        node,
        async token =>
        {
            var found = await ZooKeeperAdmin.DigestAsync(AdminOf(node), token);
            return found.Zxid == revision
                ? new ReplicaDigest(found.Digest.ToString("x16", CultureInfo.InvariantCulture), found.Version)
                : throw new ProbeException($"its digest counts up to {found.Zxid}, not {revision}");
        },
        cancellationToken);

    /// <inheritdoc/>
    public Observation? ReadLogLine(in NodeLogLine line) =>
        ZooKeeperElections.Read(line.Text) is { } election ? probing.Election(line, election.Epoch, election.At)
        : ZooKeeperElections.ReadSnapshot(line.Text) is { } snapshot ? probing.Snapshot(line, $"took a snapshot up to {snapshot.Zxid}", snapshot.At)
        : null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "ZooKeeper",
        node,
        async token => (await StatusAsync(node, token)).Version ?? throw new ProbeException("its answer to srvr names none"),
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private NodeDialer DialerOf(INode node) => NodeDialer.To(node, ZooKeeperRecipe.ClientPort, clock.TimeProvider);

    private NodeDialer AdminOf(INode node) => NodeDialer.To(node, ZooKeeperAdmin.Port, clock.TimeProvider);

    private async Task<ZooKeeperStatus> StatusAsync(INode node, CancellationToken cancellationToken)
    {
        await using var stream = await DialerOf(node).ConnectAsync(cancellationToken);
        await stream.WriteAsync(srvr, cancellationToken);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return ZooKeeperStatus.Parse(await reader.ReadToEndAsync(cancellationToken));
    }

    private async ValueTask ChangeAsync(string what, INode through, ZooKeeperRequest request, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(changeWithin, clock.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            using var session = await ZooKeeperSession.OpenAsync(DialerOf(through), probeSession, either.Token);
            var reply = (await session.CallAsync(either.Token, request))[0];
            if (reply.Error != 0) throw ZooKeeperErrors.Of(reply.Error);
        }
        catch (CallException e)
        {
            throw new ClusterException($"ZooKeeper on {through.Name} did not {what}: {e.Message}.", e);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ClusterException($"ZooKeeper on {through.Name} did not {what} within {changeWithin.TotalSeconds:0} s.");
        }
    }
}
