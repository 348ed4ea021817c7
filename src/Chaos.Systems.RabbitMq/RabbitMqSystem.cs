namespace Chaos.Systems.RabbitMq;

/// <summary>RabbitMQ with quorum queues: each queue is a Raft of its own.</summary>
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
        RabbitMqSettings.Of(options);
        return new RabbitMqConnection(cluster, clock);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) =>
    [
        new(QueueOperations.TypeName, ClaimStanding.Holds,
            "A message that a quorum queue has confirmed is on a quorum of its members, and is lost only with them: "
            + "https://www.rabbitmq.com/docs/quorum-queues#data-safety. It may come twice."),
    ];
}
