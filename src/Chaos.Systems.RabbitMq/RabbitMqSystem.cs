namespace Chaos.Systems.RabbitMq;

/// <summary>RabbitMQ with quorum queues, each a Raft of its own; or with mirrored classic queues, which old versions have.</summary>
public sealed class RabbitMqSystem : ISystem
{
    internal const string SystemName = "rabbitmq";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "RabbitMQ with quorum queues, each on a Raft of its own; a confirmed message is on a quorum.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => RabbitMqSettings.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "queue";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [QueueOperations.TypeName];

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("RabbitMQ", nodeCount);
        return RabbitMqRecipe.Create(RabbitMqSettings.Of(options), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock)
    {
        return new RabbitMqConnection(cluster, RabbitMqSettings.Of(options), clock);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) =>
    [
        RabbitMqSettings.Of(options) switch
        {
            { Mirrored: false } => new(QueueOperations.TypeName, ClaimStanding.Holds,
                "A message that a quorum queue has confirmed is on a quorum of its members, and is lost only with them: "
                + "https://www.rabbitmq.com/docs/quorum-queues#data-safety. It may come twice."),
            { Partitions: "pause_minority" } => new(QueueOperations.TypeName, ClaimStanding.Disputed,
                "A confirmed message is on all mirrors that are in step (https://www.rabbitmq.com/docs/3.13/ha), but Jepsen found acknowledged ones lost in "
                + "partitions: https://aphyr.com/posts/315-jepsen-rabbitmq."),
            _ => new(QueueOperations.TypeName, ClaimStanding.NotClaimed,
                "After a partition all sides but one drop what they have: https://www.rabbitmq.com/docs/partitions#automatic-handling."),
        },
    ];
}
