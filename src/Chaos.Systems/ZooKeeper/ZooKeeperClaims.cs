namespace Chaos.Systems;

/// <summary>What ZooKeeper promises.</summary>
internal static class ZooKeeperClaims
{
    private const string Guarantees = "https://zookeeper.apache.org/doc/current/zookeeperProgrammers.html#ch_zkGuarantees";

    /// <summary>The claims under these settings.</summary>
    public static IReadOnlyList<Claim> Of(ZooKeeperSettings settings) =>
    [
        Register(settings.Read),
        new("monotonic-reads", ClaimStanding.Holds,
            $"A client sees one view of the system, also over sessions: it never goes back to an older one: {Guarantees}."),
        new("leader-election", ClaimStanding.Holds,
            $"An ephemeral node is created once, in one order of all changes; a question goes through the quorum: {Guarantees}."),
    ];

    private static Claim Register(ZooKeeperRead read) => read switch
    {
        ZooKeeperRead.Quorum => new(RegisterOperations.TypeName, ClaimStanding.Holds,
            $"Changes are atomic and totally ordered, and a server that has applied a transaction has applied all before it: {Guarantees}. "
            + "A read after an empty transaction therefore sees all that was acknowledged before."),
        ZooKeeperRead.Sync => new(RegisterOperations.TypeName, ClaimStanding.Disputed,
            $"A sync is to be called before a read that must be new ({Guarantees}); but a leader that was cut off answers it without its "
            + "quorum until it steps down (https://issues.apache.org/jira/browse/ZOOKEEPER-1675), "
            + "and at a leader it waits for no change that followers have applied before it."),
        _ => new(RegisterOperations.TypeName, ClaimStanding.NotClaimed,
            $"A plain read is answered by one server with what it has, and may be old: {Guarantees}."),
    };
}
