using System.Threading.Tasks.Sources;

namespace Chaos;

/// <summary>
/// What happened since the loop last looked: posted by many threads, drained in batches by one, which can wait for the next event or
/// a time. Nothing is allocated once the two arrays have grown to the size of a batch.
/// </summary>
internal sealed class Inbox : IValueTaskSource, IDisposable
{
    private readonly Lock gate = new();
    private readonly RunClock clock;
    private readonly long resolutionNs;
    private readonly ITimer timer;
    private ManualResetValueTaskSourceCore<bool> source = new() { RunContinuationsAsynchronously = true };
    private RunEvent[] filling = new RunEvent[64];
    private RunEvent[] draining = new RunEvent[64];
    private int count;
    private bool waiting;
    private long timerNs = long.MaxValue;

    public Inbox(RunClock clock, long resolutionNs)
    {
        this.clock = clock;
        this.resolutionNs = resolutionNs;
        timer = clock.TimeProvider.CreateTimer(_ => Wake(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Post(in RunEvent happened)
    {
        lock (gate)
        {
            if (count == filling.Length) Array.Resize(ref filling, count * 2);
            filling[count++] = happened;
            if (!waiting) return;
            waiting = false;
        }

        source.SetResult(true);
    }

    /// <summary>All events since the last call; good until the next one.</summary>
    public ReadOnlySpan<RunEvent> Drain()
    {
        lock (gate)
        {
            (filling, draining) = (draining, filling);
            var drained = draining.AsSpan(0, count);
            count = 0;
            return drained;
        }
    }

    /// <summary>Waits until there is an event, or until a time. It may end too early.</summary>
    public ValueTask WaitAsync(long wakeNs)
    {
        lock (gate)
        {
            if (count > 0) return default;
            source.Reset();
            waiting = true;
        }

        SetTimer(wakeNs);
        return new ValueTask(this, source.Version);
    }

    public void Dispose() => timer.Dispose();

    void IValueTaskSource.GetResult(short token) => source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => source.GetStatus(token);

    void IValueTaskSource.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        source.OnCompleted(continuation, state, token, flags);

    private void SetTimer(long wakeNs)
    {
        // A timer that is already set for an earlier time only wakes the loop once too often.
        if (wakeNs == timerNs) return;
        timerNs = wakeNs;
        if (wakeNs == long.MaxValue)
        {
            timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var waitNs = Math.Max(0, wakeNs - clock.NowNs);
        waitNs = (waitNs + resolutionNs - 1) / resolutionNs * resolutionNs;
        timer.Change(TimeSpan.FromTicks(waitNs / 100), Timeout.InfiniteTimeSpan);
    }

    private void Wake()
    {
        lock (gate)
        {
            timerNs = long.MaxValue;
            if (!waiting) return;
            waiting = false;
        }

        source.SetResult(true);
    }
}
