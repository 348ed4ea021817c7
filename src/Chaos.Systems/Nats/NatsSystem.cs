namespace Chaos.Systems;

/// <summary>NATS JetStream: streams of messages, each replicated by a Raft of its own; a key-value store is such a stream.</summary>
/// <param name="servers">The server programs on this machine; they decide the default version.</param>
public sealed class NatsSystem(ServersDirectory servers) : ISystem
{
    internal const string SystemName = "nats";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "NATS JetStream: streams on Raft; a register is the last message of a subject, a log all messages of one.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options { get; } = NatsSettings.Specs(servers);

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [RegisterOperations.TypeName, LogOperations.TypeName];

    /// <summary>No: a server tells its state and term to those who ask, but not which of them it had together.</summary>
    public bool TellsElections => false;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("NATS", nodeCount);
        return NatsRecipe.Create(NatsSettings.Of(options), nodeCount, servers);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new NatsConnection(NatsSettings.Of(options), cluster, clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) => NatsClaims.Of(NatsSettings.Of(options));
}
