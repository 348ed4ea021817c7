namespace Chaos.Tests.Nemeses;

/// <summary>A clock that stands still except where somebody waits: then it jumps to the end of the wait at once.</summary>
internal sealed class JumpingTime : TimeProvider
{
    private long nowNs;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => Interlocked.Read(ref nowNs);

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp() / 100);

    public void Advance(TimeSpan duration) => Interlocked.Add(ref nowNs, duration.Ticks * 100);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime > TimeSpan.Zero) Advance(dueTime);
        if (dueTime != Timeout.InfiniteTimeSpan) ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Fired();
    }

    private sealed class Fired : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => false;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => default;
    }
}
