namespace Chaos.Systems.Kafka;

/// <summary>What Kafka promises.</summary>
internal static class KafkaClaims
{
    private const string Semantics = "https://kafka.apache.org/documentation/#semantics";
    private const string Replication = "https://kafka.apache.org/documentation/#replication";

    /// <summary>The claims under these settings.</summary>
    public static IReadOnlyList<Claim> Of(KafkaSettings settings) =>
    [
        settings is { WaitsForQuorum: true, Idempotence: false }
            ? new(LogOperations.TypeName, ClaimStanding.NotClaimed,
                $"Without idempotence a message may be there twice: a client sends it again when the leader changes, and the old one may have appended it: "
                + $"{Semantics}.")
            : settings.WaitsForQuorum
            ? new(LogOperations.TypeName, ClaimStanding.Holds,
                $"With acks=all and min.insync.replicas={settings.MinInSync} of {settings.Replicas} an acknowledged message is lost only with all "
                + $"replicas that were in sync: {Replication}. {(settings.Transactions ? "Each is a transaction, and polls see committed ones only. " : "")}"
                + $"Messages lie unflushed; a loss of power of several brokers is beyond that.")
            : new(LogOperations.TypeName, ClaimStanding.NotClaimed,
                $"With acks={settings.Acks} and min.insync.replicas={settings.MinInSync} a leader's word may be all that there is, and goes "
                + $"with it: {Replication}."),
    ];
}
