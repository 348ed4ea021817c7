namespace Chaos;

/// <summary>A timer of virtual time. A change makes what was scheduled before outdated.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    private TimeSpan period;
    private long version;
    private bool disposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (disposed) return false;
        this.period = period;
        version++;
        if (dueTime != Timeout.InfiniteTimeSpan) time.Schedule(this, version, dueTime);
        return true;
    }

    public bool IsCurrent(long scheduled) => !disposed && scheduled == version;

    public void Fire()
    {
        version++;
        if (period > TimeSpan.Zero) time.Schedule(this, version, period);
        callback(state);
    }

    public void Dispose() => disposed = true;

    public ValueTask DisposeAsync()
    {
        disposed = true;
        return default;
    }
}
