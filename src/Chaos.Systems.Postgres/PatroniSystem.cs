namespace Chaos.Systems.Postgres;

/// <summary>PostgreSQL with Patroni: one primary with replicas, and a key in etcd that says who is primary; every node runs all three.</summary>
public sealed class PatroniSystem : ISystem
{
    internal const string SystemName = "patroni";

    private const string Failover = "https://patroni.readthedocs.io/en/latest/replication_modes.html";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "PostgreSQL with Patroni: a primary with replicas that follow it, and a key in etcd, with a lease, that says who is primary.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => PatroniSettings.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes => SqlClients.Types;

    /// <summary>No: a server chooses the number of its timeline by itself, so that two may choose the same without being primary at once.</summary>
    public bool TellsElections => false;

    /// <summary>No: a client asks the Patroni of its node who is primary, and goes on to that one.</summary>
    public bool ClientsStay => false;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("Patroni", nodeCount);
        return PatroniRecipe.Create(PatroniSettings.Of(options, nodeCount), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new PatroniConnection(cluster, PatroniSettings.Of(options, cluster.Nodes.Count), clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options)
    {
        var (standing, source) = (options["read"], options["mode"]) switch
        {
            ("local", _) => (ClaimStanding.NotClaimed, "A replica answers from what it has replayed, which may be behind the primary: "
                + "https://www.postgresql.org/docs/current/hot-standby.html."),
            (_, PatroniSettings.Asynchronous) => (ClaimStanding.NotClaimed,
                $"Without synchronous replication a failover may lose acknowledged transactions: {Failover}#asynchronous-mode-durability."),
            (_, PatroniSettings.Synchronous) => (ClaimStanding.Holds,
                $"Nobody is promoted who may lack an acknowledged transaction: {Failover}#synchronous-mode."),
            _ => (ClaimStanding.Holds,
                $"A commit waits for a replica, and nobody is promoted who may lack an acknowledged transaction: {Failover}#synchronous-mode."),
        };
        return [.. OperationTypes.Append("monotonic-reads").Select(workload => new Claim(workload, standing, source))];
    }
}
