namespace Chaos.Systems;

/// <summary>The clients of etcd, by type of operations.</summary>
internal static class EtcdClients
{
    // Shorter than any sensible deadline of an operation, so that a node that cannot be reached is a fail and not an info.
    private static readonly TimeSpan connectWithin = TimeSpan.FromSeconds(1);

    /// <summary>The types of operations that there is a client for.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        RegisterOperations.TypeName, SetOperations.TypeName, .. CellStructures.Types, WatchOperations.TypeName, LockOperations.TypeName,
        ElectionOperations.TypeName,
    ];

    /// <summary>Opens a client that is pinned to a node.</summary>
    /// <exception cref="UsageException">There is none for that type of operations.</exception>
    public static IClient Open(string operationType, INode node, EtcdSettings settings, RunClock clock)
    {
        var caller = CallerOf(node, clock);
        return operationType switch
        {
            RegisterOperations.TypeName => new EtcdRegisterClient(caller, settings.SerializableReads),
            SetOperations.TypeName => new EtcdSetClient(caller, settings.SerializableReads),
            VersionedRegisterOperations.TypeName => new EtcdVersionedClient(caller, settings.SerializableReads),
            WatchOperations.TypeName => new EtcdWatchClient(caller, clock.TimeProvider),
            LockOperations.TypeName or ElectionOperations.TypeName => new EtcdLockClient(
                caller, new EtcdLease(caller, ChannelOf(node, clock), settings.Lease, clock.TimeProvider)),
            _ when CellStructures.Find(operationType) is { } structure => new EtcdCellClient(caller, structure, settings.SerializableReads),
            _ => throw new UsageException(NearestName.Unknown("type of operations of etcd", operationType, Types)),
        };
    }

    private static EtcdCaller CallerOf(INode node, RunClock clock) => new(ChannelOf(node, clock), node.RefusalIsProof, clock.TimeProvider);

    private static NodeChannel ChannelOf(INode node, RunClock clock) =>
        new(node.EndpointOf(EtcdRecipe.ClientPort), connectWithin, clock.TimeProvider);
}
