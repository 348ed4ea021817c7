namespace Chaos.ContainerTests.Systems;

/// <summary>What a client is asked in the tests, and how its changes end.</summary>
/// <param name="System">The system.</param>
/// <param name="Type">The type of operations.</param>
/// <param name="Refused">What a change is that a node without a server refused.</param>
/// <param name="Routes">Whether the client goes to another node by itself, so that a change may work without its own.</param>
/// <param name="NeedsQuorum">Whether a change needs more than one node.</param>
/// <param name="HasLeader">Whether one of the nodes leads.</param>
public sealed record SystemCase(
    string System, string Type, OperationType Refused = OperationType.Fail, bool Routes = false, bool NeedsQuorum = true, bool HasLeader = true)
{
    /// <summary>The clients of all systems.</summary>
    public static IReadOnlyList<SystemCase> All { get; } =
    [
        new("zookeeper", RegisterOperations.TypeName),
        new("zookeeper", SetOperations.TypeName),
        new("zookeeper", LockOperations.TypeName),
        new("zookeeper", ElectionOperations.TypeName),
        new("consul", RegisterOperations.TypeName),
        new("consul", LockOperations.TypeName),
        new("consul", ElectionOperations.TypeName),
        new("nats", RegisterOperations.TypeName),
        new("nats", LogOperations.TypeName),
        // Its client library does not tell a refusal: it looks for another way until its time is over.
        new("kafka", LogOperations.TypeName, OperationType.Info, Routes: true),
        new("redis", RegisterOperations.TypeName, Routes: true, NeedsQuorum: false),
        new("valkey", RegisterOperations.TypeName, Routes: true, NeedsQuorum: false),
        new("ovsdb", RegisterOperations.TypeName),
        new("rabbitmq", QueueOperations.TypeName),
        new("galera", RegisterOperations.TypeName, HasLeader: false),
        new("galera", SetOperations.TypeName, HasLeader: false),
        new("galera", CounterOperations.TypeName, HasLeader: false),
        new("galera", BankOperations.TypeName, HasLeader: false),
        // Its clients are those of CockroachDB, too, whose server cannot be had on every machine.
        new("patroni", RegisterOperations.TypeName, Routes: true),
        new("patroni", SetOperations.TypeName, Routes: true),
        new("patroni", CounterOperations.TypeName, Routes: true),
        new("patroni", BankOperations.TypeName, Routes: true),
    ];

    /// <summary>A change that only takes effect when the system does its work.</summary>
    public Invocation Change(long value) => Type switch
    {
        LogOperations.TypeName => LogOperations.AppendOf("l1", value),
        QueueOperations.TypeName => QueueOperations.EnqueueOf("q1", value),
        _ => RegisterOperations.WriteOf("k1", value),
    };

    /// <inheritdoc/>
    public override string ToString() => $"{System} {Type}";
}
