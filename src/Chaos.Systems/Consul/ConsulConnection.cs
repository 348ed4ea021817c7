namespace Chaos.Systems;

/// <summary>Probes and clients of a running Consul.</summary>
internal sealed class ConsulConnection(ConsulSettings settings, ICluster cluster, RunClock clock)
    : ISystemConnection, IMembership, IMaintenance
{
    private readonly NodeProbing probing = new(clock);
    private readonly ConsulElections elections = new();
    private readonly ConsulMembers members = new(node => HttpOf(node, clock), clock.TimeProvider);

    /// <summary>False: an agent reads its state first and its term later.</summary>
    public bool RoleIsEvidence => false;

    /// <inheritdoc/>
    public ValueTask<IClient> OpenClientAsync(string operationType, INode node, CancellationToken cancellationToken) => operationType switch
    {
        RegisterOperations.TypeName => new(new ConsulRegisterClient(HttpOf(node), settings.Query)),
        LockOperations.TypeName or ElectionOperations.TypeName => new(
            new ConsulLockClient(HttpOf(node), HttpOf(node), settings.SessionTtl, clock.TimeProvider)),
        _ => throw new UsageException(NearestName.Unknown(
            "type of operations of Consul", operationType, [RegisterOperations.TypeName, LockOperations.TypeName, ElectionOperations.TypeName])),
    };

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeHealthAsync(INode node, CancellationToken cancellationToken) => probing.HealthAsync(
        node,
        async token =>
        {
            await using var http = HttpOf(node);
            var answer = await http.GetAsync($"/v1/kv/chaos-health?{ConsulSettings.Consistent}", token);
            return answer.Status is 200 or 404 ? null : $"{answer.Status} {answer.Text}";
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Observation> ProbeRoleAsync(INode node, CancellationToken cancellationToken) => probing.RoleAsync(
        node,
        RoleIsEvidence,
        async token =>
        {
            var agent = await AgentAsync(node, token);
            return new RoleView(agent.Role, agent.Term, agent.Leader is { } address ? NameOf(address) : null);
        },
        cancellationToken);

    /// <summary>The servers that vote.</summary>
    public ValueTask<Observation> ProbeMembershipAsync(INode node, CancellationToken cancellationToken) => probing.MembersAsync(
        node,
        async token => [.. (await members.ReadAsync(node, token)).Where(server => server.Voter).Select(server => NameOf(server.Address))],
        cancellationToken);

    /// <summary>True: a server finds the members itself.</summary>
    public bool JoinsWhenStarted => true;

    /// <inheritdoc/>
    public TimeSpan ChangesWithin => ConsulMembers.ChangesWithin;

    /// <inheritdoc/>
    public ValueTask AddAsync(INode through, INode joining, CancellationToken cancellationToken) =>
        members.AddAsync(through, joining, cancellationToken);

    /// <inheritdoc/>
    public ValueTask RemoveAsync(INode through, INode leaving, CancellationToken cancellationToken) =>
        members.RemoveAsync(through, leaving, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<string> Tasks => ConsulMaintenance.Tasks;

    /// <inheritdoc/>
    public async ValueTask<string> PerformAsync(string task, INode node, CancellationToken cancellationToken)
    {
        if (task != ConsulMaintenance.Snapshot) throw new ClusterException(NearestName.Unknown("task of maintenance of Consul", task, Tasks));
        await using var http = HttpOf(node);
        var (bytes, index) = await probing.TellAsync("of a snapshot", node, token => ConsulMaintenance.SnapshotAsync(http, token), cancellationToken);
        return $"{node.Name} took a snapshot of {bytes} bytes, up to index {index}";
    }

    /// <inheritdoc/>
    public Observation? ReadLogLine(in NodeLogLine line) =>
        elections.Read(line.Node, line.Text) is { } election ? probing.Election(line, election.Term, election.At) : null;

    /// <inheritdoc/>
    public ValueTask<string> ReadVersionAsync(INode node, CancellationToken cancellationToken) => probing.VersionAsync(
        "Consul", node, async token => (await AgentAsync(node, token)).Version, cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => default;

    private HttpNode HttpOf(INode node) => HttpOf(node, clock);

    private static HttpNode HttpOf(INode node, RunClock clock) => new(NodeDialer.To(node, ConsulRecipe.ClientPort, clock.TimeProvider));

    private async Task<ConsulAgent> AgentAsync(INode node, CancellationToken cancellationToken)
    {
        await using var http = HttpOf(node);
        return ConsulAgent.Parse(await http.GetAsync("/v1/agent/self", cancellationToken));
    }

    private string NameOf(string address) =>
        cluster.Nodes.FirstOrDefault(node => node.Address.ToString() == address)?.Name ?? address;
}
