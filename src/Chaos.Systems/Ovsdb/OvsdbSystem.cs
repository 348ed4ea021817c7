namespace Chaos.Systems;

/// <summary>OVSDB, the database of Open vSwitch and OVN, clustered by Raft.</summary>
public sealed class OvsdbSystem : ISystem
{
    internal const string SystemName = "ovsdb";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "OVSDB: the small database of Open vSwitch and OVN on Raft; transactions are ordered, a plain read is answered by one server.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => OvsdbSettings.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [RegisterOperations.TypeName];

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("OVSDB", nodeCount);
        return OvsdbRecipe.Create(OvsdbSettings.Of(options), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new OvsdbConnection(OvsdbSettings.Of(options), cluster, clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) =>
    [
        OvsdbSettings.Of(options).LocalReads
            ? new(RegisterOperations.TypeName, ClaimStanding.NotClaimed,
                "A transaction that changes nothing is answered by the server alone, and may be old where it is no leader: "
                + "https://docs.openvswitch.org/en/latest/ref/ovsdb.7/#understanding-cluster-consistency.")
            : new(RegisterOperations.TypeName, ClaimStanding.Disputed,
                "A transaction that changes something is committed by the quorum, on the state that it saw, but at least once: a server that lost its "
                + "leader tries it again, though it may have been committed already: "
                + "https://docs.openvswitch.org/en/latest/ref/ovsdb.7/#understanding-cluster-consistency."),
    ];
}
