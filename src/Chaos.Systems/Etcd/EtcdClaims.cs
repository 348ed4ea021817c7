namespace Chaos.Systems;

/// <summary>What etcd promises, and which of its versions are publicly known to break it.</summary>
internal static class EtcdClaims
{
    private const string Guarantees = "https://etcd.io/docs/latest/learning/api_guarantees/";
    private const string Locks = "https://etcd.io/docs/latest/learning/why/#notes-on-the-usage-of-lock-and-lease";
    private const string StaleAfterPause =
        "linearizable reads can be stale after processes were paused "
        + "(https://github.com/etcd-io/etcd/issues/20418, fixed in 3.4.42, 3.5.28, 3.6.9)";

    // Workloads that are not named as their operations are.
    private static readonly string[] Further = ["fenced-lock", "leader-election", "monotonic-reads"];

    private static readonly Defect[] defects =
    [
        new("3.4.0", "3.4.42", StaleAfterPause),
        new("3.5.0", "3.5.28", StaleAfterPause),
        new("3.6.0-alpha.0", "3.6.9", StaleAfterPause),
        new("3.5.0", "3.5.3",
            "a member can lack an acknowledged write after a crash under load "
            + "(https://github.com/etcd-io/etcd/issues/13766, fixed in 3.5.3)"),
        new("3.5.0", "3.5.5",
            "a cluster of one member answers before its log is on disk (https://github.com/etcd-io/etcd/issues/14370, fixed in 3.5.5)"),
        new("3.5.0", "3.5.6",
            "members can differ after a crash during defragmentation (https://github.com/etcd-io/etcd/issues/14685, fixed in 3.5.6)"),
    ];

    /// <summary>
    /// The claims under these settings: the same for every workload, because each rests on linearizable transactions. A lock without fencing is
    /// not claimed: a lease may end while its holder still acts.
    /// </summary>
    public static IReadOnlyList<Claim> Of(EtcdSettings settings) =>
    [
        .. EtcdClients.Types.Where(type => type is not (LockOperations.TypeName or ElectionOperations.TypeName)).Concat(Further)
            .Select(workload => Of(workload, settings)),
        new(LockOperations.TypeName, ClaimStanding.NotClaimed,
            $"A lease may end while its holder believes to hold the lock; the resource has to check revisions, as documented: {Locks}."),
    ];

    private static Claim Of(string workload, EtcdSettings settings)
    {
        if (settings.SerializableReads)
            return new(workload, ClaimStanding.NotClaimed,
                $"A serializable read is answered by the node alone and may be stale, as documented: {Guarantees}.");
        EtcdVersion[] versions = [settings.Version, .. settings.UpgradeTo is { } newer ? [newer] : Array.Empty<EtcdVersion>()];
        string[] known = [.. defects.Where(defect => versions.Any(defect.Affects)).Select(defect => defect.What).Distinct(StringComparer.Ordinal)];
        return known.Length == 0
            ? new(workload, ClaimStanding.Holds, $"Reads, writes and transactions are linearizable by default: {Guarantees}.")
            : new(workload, ClaimStanding.Disputed,
                $"Linearizable by its documentation ({Guarantees}), but in {string.Join(" and ", versions)} {string.Join("; ", known)}.");
    }

    private sealed record Defect(string From, string FixedIn, string What)
    {
        private readonly EtcdVersion from = EtcdVersion.Parse(From);
        private readonly EtcdVersion fixedIn = EtcdVersion.Parse(FixedIn);

        public bool Affects(EtcdVersion version) => version.CompareTo(from) >= 0 && version.CompareTo(fixedIn) < 0;
    }
}
