using Chaos.Checking;

namespace Chaos.Workloads;

/// <summary>
/// Locks with leases that protect a register, which Chaos serves itself. A holder that stands still longer than its lease lasts may act when
/// another one holds the lock: that shows at the register. A fenced register refuses the older token.
/// </summary>
/// <param name="isFenced">Whether the register refuses older tokens.</param>
public sealed class LockWorkload(bool isFenced) : IWorkload
{
    private const string Acts = "acts";
    private const double DefaultRatePerThread = 20;

    /// <inheritdoc/>
    public string Name => isFenced ? "fenced-lock" : "lock";

    /// <inheritdoc/>
    public string Summary => isFenced
        ? "Tokens only grow from holder to holder, so that a resource that refuses older ones is changed by one holder at a time."
        : "Nobody changes what the lock protects after a later holder has: there is one holder at a time.";

    /// <inheritdoc/>
    public string OperationType => LockOperations.TypeName;

    /// <inheritdoc/>
    public IReadOnlyList<OptionSpec> Parameters { get; } =
    [
        new(Acts, "4", "How often a holder changes the resource before it gives the lock back; 1 to 1000."),
    ];

    /// <inheritdoc/>
    public WorkloadPlan CreatePlan(WorkloadSettings settings)
    {
        LoadLimits.Check(Name, settings);
        var acts = LoadLimits.Number(Name, settings.Parameters, Acts, 1, 1_000);
        var rate = settings.RatePerSecond > 0 ? settings.RatePerSecond : DefaultRatePerThread * settings.Concurrency;
        var resource = new ProtectedResource(isFenced);
        string[] functions = [LockOperations.Acquire, LockOperations.Act, LockOperations.Release];
        return new WorkloadPlan
        {
            Main = new ThreadGenerator<HolderPlan.Holder>(new HolderPlan(settings.Keys, acts), (long)(settings.Concurrency * 1e9 / rate))
                .For(settings.TimeLimit),
            // A lock for each client, so that every node shows that it serves again.
            Final = _ => Generators.OnThreads(Enumerable.Range(0, settings.Concurrency).Select(
                thread => (LockOperations.AcquireOf($"final{thread}"), thread))),
            Around = client => new HolderClient(client, resource),
            Checkers = [new HolderChecker(), new OperationCoverageChecker(functions)],
            Model = CheckerCatalog.Holders,
            Functions = functions,
        };
    }
}
