namespace Chaos.Checking;

/// <summary>What is left of a <see cref="CheckBudget"/>, shared by all objects that are checked at the same time.</summary>
internal sealed class Allowance
{
    private readonly CheckBudget budget;
    private readonly CancellationToken cancellation;
    private readonly long start;
    private long held;

    /// <summary>Starts the clock.</summary>
    public Allowance(CheckBudget budget, CancellationToken cancellation)
    {
        this.budget = budget;
        this.cancellation = cancellation;
        start = budget.TimeProvider.GetTimestamp();
    }

    /// <summary>The time that is left.</summary>
    public TimeSpan Left => budget.TimeLimit - budget.TimeProvider.GetElapsedTime(start);

    /// <summary>Says that a part holds so many bytes more (or fewer).</summary>
    public void Hold(long bytes) => Interlocked.Add(ref held, bytes);

    /// <summary>Why nothing may go on, or null.</summary>
    public string? Exhausted()
    {
        if (cancellation.IsCancellationRequested) return "the check was cancelled";
        if (Left <= TimeSpan.Zero) return $"the time limit of {budget.TimeLimit.TotalSeconds:0.###} s ran out";
        return Interlocked.Read(ref held) > budget.MemoryLimitBytes
            ? $"the memory limit of {budget.MemoryLimitBytes / (1024 * 1024)} MiB was reached"
            : null;
    }
}
