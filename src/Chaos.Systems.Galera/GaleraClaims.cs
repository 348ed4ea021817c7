namespace Chaos.Systems.Galera;

/// <summary>What Galera promises.</summary>
internal static class GaleraClaims
{
    private const string Jepsen = "https://jepsen.io/blog/2026-03-16-mariadb-galera-cluster-12.1.2";
    private const string SyncWait = "https://mariadb.com/docs/galera-cluster/reference/galera-cluster-system-variables#wsrep_sync_wait";

    /// <summary>The claims by the type of operations.</summary>
    public static IReadOnlyList<Claim> Of(GaleraSettings settings)
    {
        // Reads that do not wait are late by design; what is disputed besides is how writes survive.
        var late = (settings.SyncWait & 1) == 0
            ? new Func<string, Claim>(type => new(type, ClaimStanding.NotClaimed,
                $"Without wsrep_sync_wait a node answers from what it has applied, which may be behind the group: {SyncWait}."))
            : null;
        return
        [
            late?.Invoke(RegisterOperations.TypeName) ?? new(RegisterOperations.TypeName, ClaimStanding.Disputed,
                $"With wsrep_sync_wait reads are said to be causal ({SyncWait}); {Jepsen} reports lost writes under kills with partitions, and lost updates."),
            late?.Invoke(SetOperations.TypeName) ?? new(SetOperations.TypeName, ClaimStanding.Disputed,
                $"The group is said to lose no committed write; {Jepsen} reports lost ones under kills with partitions."),
            late?.Invoke(CounterOperations.TypeName) ?? new(CounterOperations.TypeName, ClaimStanding.Disputed,
                $"Conflicting writes are said to be refused; {Jepsen} reports lost updates."),
            late?.Invoke("monotonic-reads") ?? new("monotonic-reads", ClaimStanding.Disputed,
                $"With wsrep_sync_wait reads are said to be causal ({SyncWait}); {Jepsen} reports lost writes under kills with partitions."),
            new(BankOperations.TypeName, ClaimStanding.Disputed,
                $"Transactions are said to be isolated as snapshots, first committer wins; {Jepsen} reports lost updates."),
        ];
    }
}
