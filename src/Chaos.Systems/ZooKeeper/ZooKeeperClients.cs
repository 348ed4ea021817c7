namespace Chaos.Systems;

/// <summary>The clients of ZooKeeper, by the type of their operations.</summary>
internal static class ZooKeeperClients
{
    /// <summary>The types of operations that there is a client for.</summary>
    public static IReadOnlyList<string> Types { get; } =
        [RegisterOperations.TypeName, SetOperations.TypeName, LockOperations.TypeName, ElectionOperations.TypeName];

    /// <summary>Makes a client.</summary>
    /// <exception cref="UsageException">There is none for this type.</exception>
    public static IClient Open(string type, NodeDialer dialer, ZooKeeperSettings settings) => type switch
    {
        RegisterOperations.TypeName => new ZooKeeperRegisterClient(dialer, settings.Read),
        SetOperations.TypeName => new ZooKeeperSetClient(dialer, settings.Read),
        LockOperations.TypeName or ElectionOperations.TypeName => new ZooKeeperLockClient(dialer, settings.LockSession),
        _ => throw new UsageException(NearestName.Unknown("type of operations of ZooKeeper", type, Types)),
    };
}
