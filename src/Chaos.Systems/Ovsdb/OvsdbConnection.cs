namespace Chaos.Systems;

/// <summary>Probes and clients of a running OVSDB.</summary>
internal sealed class OvsdbConnection(OvsdbSettings settings, ICluster cluster, RunClock clock) : ISystemConnection, IMembership
{
    private const string AskServer =
        """{"op":"select","table":"Database","where":[["name","==","chaos"]],"columns":["leader","connected","schema"]}""";

    private readonly NodeProbing probing = new(clock);
    private readonly OvsdbMembers members = new(clock);

    /// <summary>False: a server tells over the network that it leads, but not in which term.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) =>
        operationType == RegisterOperations.TypeName
            ? ValueTask.FromResult<IClient>(new OvsdbRegisterClient(DialerOf(node), settings.LocalReads))
            : throw new UsageException(NearestName.Unknown("type of operations of OVSDB", operationType, [RegisterOperations.TypeName]));

    /// <summary>A read goes through the quorum, on the state of this server.</summary>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            using var link = await OvsdbLink.OpenAsync(DialerOf(node), token);
            try
            {
                await link.TransactAsync(OvsdbRecipe.Database, OvsdbRegisterClient.CreateTick, token);
            }
            catch (CallException e) when (e.Row == OvsdbErrors.Answers[OvsdbErrors.TimedOut])
            {
                // It is there.
            }

            await OvsdbRegisterClient.ReadThroughQuorumAsync(link, "\"chaos-health\"", token);
            return null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        async token =>
        {
            using var link = await OvsdbLink.OpenAsync(DialerOf(node), token);
            var rows = (await link.TransactAsync("_Server", AskServer, token))[0].GetProperty("rows");
            if (rows.GetArrayLength() != 1) return new RoleView(NodeRole.Unknown, Detail: "it does not have the database yet");
            return rows[0].GetProperty("leader").GetBoolean() ? new(NodeRole.Leader, Leader: node.Name)
                : new(rows[0].GetProperty("connected").GetBoolean() ? NodeRole.Follower : NodeRole.Candidate);
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        async token => [.. (await members.ReadAsync(node, token)).Select(NameOf)],
        cancellationToken);

    /// <summary>True: a server that was made to join asks the members itself.</summary>
    public bool JoinsWhenStarted => true;

    /// <summary>Nothing is left to tell: the node asks until it is taken in.</summary>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) => default;

    /// <inheritdoc/>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) =>
        members.RemoveAsync(through, leaving, cancellationToken);

    /// <inheritdoc/>
    public Observation? ReadLogLine(in NodeLogLine line) =>
        OvsdbElections.Read(line.Text) is { } election ? probing.Election(line, election.Term, election.At) : null;

    /// <summary>The version that was asked for, if the node answers: a server tells none over the network.</summary>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "OVSDB",
        node,
        async token =>
        {
            using var link = await OvsdbLink.OpenAsync(DialerOf(node), token);
            await link.TransactAsync("_Server", AskServer, token);
            return settings.Version;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private string NameOf(string address) =>
        cluster.Nodes.FirstOrDefault(node => node.Address.ToString() == address)?.Name ?? address;

    private NodeDialer DialerOf(INode node) => NodeDialer.To(node, OvsdbRecipe.ClientPort, clock.TimeProvider);
}
