namespace Chaos.Systems;

/// <summary>What NATS JetStream promises.</summary>
internal static class NatsClaims
{
    private const string Consistency = "https://docs.nats.io/nats-concepts/jetstream#persistent-and-consistent-distributed-storage";
    private const string Store = "https://docs.nats.io/nats-concepts/jetstream/key-value-store";

    /// <summary>The claims under these settings.</summary>
    public static IReadOnlyList<Claim> Of(NatsSettings settings) => [Register(settings), Log(settings)];

    private static Claim Register(NatsSettings settings) => settings.Read switch
    {
        NatsRead.Confirmed => Kept(RegisterOperations.TypeName, settings,
            $"Writes to a stream are linearizable, and a conditional one holds only if nothing was written meanwhile: {Consistency}."),
        NatsRead.Leader => new(RegisterOperations.TypeName, ClaimStanding.NotClaimed,
            $"A leader answers reads without asking its quorum, so that one that was cut off may answer with an old value: {Store}."),
        _ => new(RegisterOperations.TypeName, ClaimStanding.NotClaimed, $"A direct read is answered by any replica and may be old: {Store}."),
    };

    private static Claim Log(NatsSettings settings) => Kept(LogOperations.TypeName, settings,
        $"An acknowledged message is stored by a quorum of the stream's replicas: {Consistency}.");

    private static Claim Kept(string workload, NatsSettings settings, string source) => settings.SyncInterval == NatsSettings.Always
        ? new(workload, ClaimStanding.Holds, source)
        : new(workload, ClaimStanding.Holds,
            $"{source} It may lie unflushed for {settings.SyncInterval}, so that a loss of power may take it "
            + "(https://github.com/nats-io/nats-server/issues/7564); a crash of processes does not.");
}
