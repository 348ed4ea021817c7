namespace Chaos.Systems.Postgres;

/// <summary>CockroachDB: SQL with serializable transactions, each range of keys on a Raft of its own.</summary>
public sealed class CockroachSystem : ISystem
{
    internal const string SystemName = "cockroachdb";

    private const string Isolation = "https://www.cockroachlabs.com/docs/stable/demo-serializable";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "CockroachDB: SQL with serializable transactions, each range of keys on a Raft of its own; from its official image only.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => CockroachSettings.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes => SqlClients.Types;

    /// <summary>No: each range has a leader of its own, and a node does not tell its term.</summary>
    public bool TellsElections => false;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("CockroachDB", nodeCount);
        return CockroachRecipe.Create(CockroachSettings.Of(options), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock)
    {
        CockroachSettings.Of(options);
        return new CockroachConnection(cluster, clock);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) =>
    [
        .. OperationTypes.Append("monotonic-reads").Select(workload => new Claim(workload, ClaimStanding.Holds,
            $"Transactions are serializable ({Isolation}), and reads of one key are never older than what was acknowledged, as long as clocks keep within "
            + "their limit: https://www.cockroachlabs.com/blog/consistency-model.")),
    ];
}
