namespace Chaos.Systems;

/// <summary>Redis, or Valkey, with Sentinel: one primary with replicas that follow it, and sentinels that agree on a new one.</summary>
public sealed class RedisSystem : ISystem
{
    private readonly RedisFlavour flavour;

    private RedisSystem(RedisFlavour flavour) => this.flavour = flavour;

    /// <summary>Redis.</summary>
    public static RedisSystem Redis { get; } = new(RedisFlavour.Redis);

    /// <summary>Valkey.</summary>
    public static RedisSystem Valkey { get; } = new(RedisFlavour.Valkey);

    /// <inheritdoc/>
    public string Name => flavour.Name;

    /// <inheritdoc/>
    public string Summary => $"{flavour.Title} with Sentinel: a primary that acknowledges before its replicas have it, and sentinels that replace it.";

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Options => RedisSettings.Specs(flavour);

    /// <inheritdoc/>
    public string DefaultWorkload => "register";

    /// <inheritdoc/>
    public IReadOnlyList<string> OperationTypes { get; } = [RegisterOperations.TypeName];

    /// <summary>No: a primary tells no epoch, and a sentinel no role of its own.</summary>
    public bool TellsElections => false;

    /// <summary>No: a client begins at the sentinel of its node, and goes on to the primary.</summary>
    public bool ClientsStay => false;

    /// <inheritdoc/>
    public SystemRecipe CreateRecipe(Options options, int nodeCount)
    {
        NodeNames.Check(flavour.Title, nodeCount);
        return RedisRecipe.Create(flavour, RedisSettings.Of(flavour, options, nodeCount), nodeCount);
    }

    /// <inheritdoc/>
    public ISystemConnection Connect(ICluster cluster, Options options, RunClock clock)
    {
        RedisSettings.Of(flavour, options, cluster.Nodes.Count);
        return new RedisConnection(flavour, cluster, clock);
    }

    /// <inheritdoc/>
    public IReadOnlyList<Claim> Claims(Options options) =>
    [
        new(RegisterOperations.TypeName, ClaimStanding.NotClaimed,
            "A primary acknowledges writes before its replicas have them, so that a failover may lose them: "
            + "https://redis.io/docs/latest/operate/oss_and_stack/management/sentinel/#fundamental-things-to-know-about-sentinel-before-deploying."),
    ];
}
