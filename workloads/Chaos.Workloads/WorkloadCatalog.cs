namespace Chaos.Workloads;

/// <summary>The shipped workloads.</summary>
public static class WorkloadCatalog
{
    /// <summary>All of them, in the order in which they are listed.</summary>
    public static IReadOnlyList<IWorkload> All { get; } =
    [
        new RegisterWorkload(), new VersionedRegisterWorkload(), new SetWorkload(), new CounterWorkload(), new QueueWorkload(), new LogWorkload(),
        new UniqueIdsWorkload(), new WatchWorkload(), new LockWorkload(isFenced: false), new LockWorkload(isFenced: true),
        new LeaderElectionWorkload(), new MonotonicReadsWorkload(), new BankWorkload(),
    ];
}
