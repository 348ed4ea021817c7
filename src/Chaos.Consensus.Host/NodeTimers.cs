namespace Chaos.Consensus.Host;

/// <summary>The timers of a program by the machine's monotonic clock.</summary>
internal sealed class NodeTimers(TimeProvider time)
{
    private const int Timers = 8;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private readonly long[] dueNs = [.. Enumerable.Repeat(long.MaxValue, Timers)];

    /// <summary>The monotonic clock, ns.</summary>
    public long NowNs => time.GetElapsedTime(0).Ticks * 100;

    public void Set(int timer, long afterNs) => dueNs[timer] = NowNs + Math.Max(0, afterNs);

    public void Cancel(int timer) => dueNs[timer] = long.MaxValue;

    /// <summary>How long nothing is due.</summary>
    public TimeSpan UntilNext()
    {
        var nextNs = dueNs.Min();
        if (nextNs == long.MaxValue) return Longest;
        // Waits are in whole milliseconds: rounded up, so that the timer is due then.
        var ms = Math.Max(0, (nextNs - NowNs + 999_999) / 1_000_000);
        return TimeSpan.FromMilliseconds(Math.Min(ms, Longest.TotalMilliseconds));
    }

    /// <summary>Takes a timer that is due, the earliest first; false where none is.</summary>
    public bool TryTakeDue(out int timer)
    {
        timer = Array.IndexOf(dueNs, dueNs.Min());
        if (dueNs[timer] > NowNs) return false;
        dueNs[timer] = long.MaxValue;
        return true;
    }
}
