namespace Chaos.Systems;

/// <summary>ZooKeeper: a tree of small values, replicated by ZAB.</summary>
public sealed class ZooKeeperSystem : ISystem
{
    internal const string SystemName = "zookeeper";

    /// <inheritdoc/>
    public string Name => SystemName;

    /// <inheritdoc/>
    public string Summary => "ZooKeeper: a tree of small values on ZAB; changes are linearizable, a plain read is answered by one server and may be old.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => ZooKeeperSettings.Specs;

    /// <inheritdoc/>
    public bool TellsSnapshots => true;

    /// <summary>A server that looks for a leader asks again after waits that double, up to several seconds where its connections were closed.</summary>
    public TimeSpan? ServesAgainWithin => TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = ZooKeeperClients.Types;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check("ZooKeeper", nodeCount);
        return ZooKeeperRecipe.Create(ZooKeeperSettings.Of(options), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock) =>
        new ZooKeeperConnection(ZooKeeperSettings.Of(options), clock);

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) => ZooKeeperClaims.Of(ZooKeeperSettings.Of(options));
}
