namespace Chaos.Systems;

/// <summary>The systems that Chaos knows.</summary>
public static class SystemCatalog
{
    /// <summary>All systems, with the server programs that lie on this machine (<see cref="ServersDirectory.Find()"/>).</summary>
    /// <exception cref="UsageException"><c>CHAOS_SERVERS</c> names a folder that is not there.</exception>
    public static IReadOnlyList<ISystem> All => Create(ServersDirectory.Find());

    /// <summary>All systems, with these server programs.</summary>
    public static IReadOnlyList<ISystem> Create(ServersDirectory servers) =>
    [
        new EtcdSystem(servers),
        new RaftSystem(),
        new PaxosSystem(),
        new PaxosSingleSystem(),
        new ZooKeeperSystem(),
        new ConsulSystem(),
        new NatsSystem(servers),
        RedisSystem.Redis,
        RedisSystem.Valkey,
        new OvsdbSystem(),
    ];
}
