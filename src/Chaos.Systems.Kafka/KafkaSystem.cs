namespace Chaos.Systems.Kafka;

/// <summary>
/// Kafka in KRaft mode: partitioned logs; the controllers agree by a Raft, the replicas of a partition by its leader's list of who is in sync.
/// </summary>
/// <param name="servers">The server programs on this machine.</param>
public sealed class KafkaSystem(ServersDirectory servers) : ISystem
{
    internal const string SystemName = "kafka";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "Kafka in KRaft mode: partitioned logs; how much an acknowledgement is worth depends on 'acks' and 'min-insync-replicas'.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => KafkaSettings.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "log";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [LogOperations.TypeName];

    /// <summary>No: a client begins at its node, and goes on to the leader of the partition.</summary>
    public bool ClientsStay => false;

    /// <summary>A broker starts a virtual machine, reads its logs and is given its partitions.</summary>
    public TimeSpan? ServesAgainWithin => TimeSpan.FromSeconds(25);

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("Kafka", nodeCount);
        return KafkaRecipe.Create(KafkaSettings.Of(options, nodeCount), nodeCount, servers);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new KafkaConnection(KafkaSettings.Of(options, cluster.Nodes.Count(KafkaNodes.IsBroker)), cluster, clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) => KafkaClaims.Of(KafkaSettings.Of(options, KafkaSettings.MostReplicas));
}
