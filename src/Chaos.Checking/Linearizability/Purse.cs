namespace Chaos.Checking;

/// <summary>The clock and the memory that all parts of a check share.</summary>
internal sealed class Purse
{
    private const long MiB = 1 << 20;

    // What is left undecided when the verdict is known gets as long again as it took so far, and at least this.
    private static readonly TimeSpan ShortestGrace = TimeSpan.FromSeconds(2);
    private readonly CheckBudget budget;
    private readonly CancellationToken cancellation;
    private readonly Lock gate = new();
    private readonly long start;
    private long held;
    private long violationTicks = long.MaxValue;
    private long collectedAtBytes;

    /// <summary>Starts the clock.</summary>
    public Purse(CheckBudget budget, CancellationToken cancellation)
    {
        this.budget = budget;
        this.cancellation = cancellation;
        start = budget.TimeProvider.GetTimestamp();
    }

    /// <summary>The time that is left.</summary>
    public TimeSpan Left => budget.TimeLimit - Elapsed;

    private TimeSpan Elapsed => budget.TimeProvider.GetElapsedTime(start);

    /// <summary>Says that a part holds so many bytes more (or fewer).</summary>
    public void Hold(long bytes) => Interlocked.Add(ref held, bytes);

    /// <summary>Says that the verdict is known.</summary>
    public void ViolationFound() => Interlocked.CompareExchange(ref violationTicks, Elapsed.Ticks, long.MaxValue);

    /// <summary>Why nothing may go on, or null.</summary>
    public string? Exhausted()
    {
        if (cancellation.IsCancellationRequested) return "the check was cancelled";
        if (Left <= TimeSpan.Zero) return $"the time limit of {budget.TimeLimit.TotalSeconds:0.###} s ran out";
        return Interlocked.Read(ref held) > budget.MemoryLimitBytes || (budget.CountsWholeProcess && IsHeapFull()) ? $"{LimitReached} was reached" : null;
    }

    /// <summary>Why an object whose verdict is not needed any more may not go on, or null.</summary>
    public string? SetAside()
    {
        var known = Interlocked.Read(ref violationTicks);
        if (known == long.MaxValue) return null;
        var grace = new TimeSpan(Math.Max(known, ShortestGrace.Ticks));
        return Elapsed.Ticks - known > grace.Ticks
            ? $"it was set aside {grace.TotalSeconds:0.#} s after a violation on another object had decided the verdict,"
            : null;
    }

    /// <summary>Why something that needs so many bytes more is not begun, or null.</summary>
    public string? Refusal(long bytes) => Interlocked.Read(ref held) + bytes > budget.MemoryLimitBytes
        ? $"{LimitReached} leaves {Math.Max(0, budget.MemoryLimitBytes - Interlocked.Read(ref held)) / MiB:N0} MiB, and it takes "
            + $"{Math.Max(1, bytes / MiB):N0} MiB to begin with"
        : null;

    private string LimitReached => $"the memory limit of {budget.MemoryLimitBytes / MiB} MiB";

    // What nobody holds any more counts only until it is collected, which is tried when an eighth more has come up since the last time.
    private bool IsHeapFull()
    {
        if (GC.GetTotalMemory(forceFullCollection: false) <= budget.MemoryLimitBytes) return false;
        lock (gate)
        {
            var bytes = GC.GetTotalMemory(forceFullCollection: false);
            if (bytes <= budget.MemoryLimitBytes) return false;
            if (bytes - collectedAtBytes < budget.MemoryLimitBytes / 8) return collectedAtBytes > budget.MemoryLimitBytes;
            GC.Collect();
            collectedAtBytes = GC.GetTotalMemory(forceFullCollection: false);
            return collectedAtBytes > budget.MemoryLimitBytes;
        }
    }
}
