namespace Chaos.Systems;

/// <summary>What Consul promises.</summary>
internal static class ConsulClaims
{
    private const string Modes = "https://developer.hashicorp.com/consul/api-docs/features/consistency";

    /// <summary>The claims under these settings.</summary>
    public static IReadOnlyList<Claim> Of(ConsulSettings settings) =>
    [
        new(RegisterOperations.TypeName,
            settings.Read == ConsulSettings.Consistent ? ClaimStanding.Holds : ClaimStanding.NotClaimed,
            settings.Read switch
            {
                ConsulSettings.Consistent => $"Consistent reads are linearizable, the leader asks its quorum first: {Modes}.",
                ConsulSettings.Stale => $"Any server answers a stale read with what it has: {Modes}.",
                _ => $"By default a leader answers by its lease; one that was cut off may answer with old values for a moment: {Modes}.",
            }),
        new("leader-election", ClaimStanding.Holds,
            "One session holds a key at a time, and a question is consistent: "
            + "https://developer.hashicorp.com/consul/tutorials/developer-configuration/application-leader-elections."),
    ];
}
