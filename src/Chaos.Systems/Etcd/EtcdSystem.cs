namespace Chaos.Systems;

/// <summary>etcd, any version from 3.4 on: a replicated key-value store on Raft.</summary>
/// <param name="servers">The server programs on this machine; they decide the default version.</param>
public sealed class EtcdSystem(ServersDirectory servers) : ISystem
{
    internal const string SystemName = "etcd";
    private const int MostNodes = 25;

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "etcd: a replicated key-value store on Raft; every operation is linearizable unless a read asks for less.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options { get; } = EtcdSettings.Specs(servers);

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes => EtcdClients.Types;

    /// <inheritdoc/>
    public bool TellsSnapshots => true;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        if (nodeCount is < 1 or > MostNodes)
            throw new UsageException($"etcd cannot run on {nodeCount} nodes: 1 to {MostNodes} were expected. Write --nodes 5, say.");
        return EtcdRecipe.Create(EtcdSettings.Of(options), nodeCount, servers);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new EtcdConnection(cluster, EtcdSettings.Of(options), clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) => EtcdClaims.Of(EtcdSettings.Of(options));
}
