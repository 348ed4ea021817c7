namespace Chaos.Systems;

/// <summary>Consul: a key-value store and a catalog of services, replicated by Raft.</summary>
public sealed class ConsulSystem : ISystem
{
    internal const string SystemName = "consul";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "Consul: a key-value store on Raft; reads are consistent, by the leader's lease (default), or by any server (stale).";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => ConsulSettings.Specs;

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [RegisterOperations.TypeName, LockOperations.TypeName, ElectionOperations.TypeName];

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("Consul", nodeCount);
        return ConsulRecipe.Create(ConsulSettings.Of(options), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new ConsulConnection(ConsulSettings.Of(options), cluster, clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) => ConsulClaims.Of(ConsulSettings.Of(options));
}
