using System.Runtime.ExceptionServices;

namespace Chaos;

/// <summary>
/// Virtual time: one thread, an event loop, timers that fire in order of time without anyone waiting for them. What runs in it must
/// take its time from here, and must not leave its thread (no <c>ConfigureAwait(false)</c>, no thread pool): then the same program
/// does the same things in the same order every time.
/// </summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly VirtualContext context;
    private readonly PriorityQueue<(VirtualTimer Timer, long Version), (long DueNs, long Order)> timers = new();
    private long nowNs;
    private long order;

    private VirtualTime() => context = new VirtualContext(Environment.CurrentManagedThreadId);

    /// <inheritdoc/>
    public override long TimestampFrequency => 1_000_000_000;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Runs a program to its end on this thread.</summary>
    /// <exception cref="InvalidOperationException">The program waits for something that no event brings, or left its thread.</exception>
    public static T Run<T>(Func<VirtualTime, Task<T>> program)
    {
        var outer = SynchronizationContext.Current;
        var time = new VirtualTime();
        SynchronizationContext.SetSynchronizationContext(time.context);
        try
        {
            return time.RunToEnd(program);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    /// <summary>The wall clock: 2000-01-01, UTC, plus the virtual time; nothing of the host is in it.</summary>
    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(nowNs / 100);

    /// <inheritdoc/>
    public override long GetTimestamp() => nowNs;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Post(Action action) => context.Post(static state => ((Action)state!)(), action);

    internal void Schedule(VirtualTimer timer, long version, TimeSpan dueTime) =>
        timers.Enqueue((timer, version), (nowNs + (dueTime.Ticks * 100), order++));

    private T RunToEnd<T>(Func<VirtualTime, Task<T>> program)
    {
        var ended = false;
        T result = default!;
        ExceptionDispatchInfo? thrown = null;
        Post(() => _ = CaptureAsync());
        while (!ended)
        {
            if (context.TryRunOne()) continue;
            if (!timers.TryDequeue(out var next, out var at))
            {
                throw new InvalidOperationException(
                    $"Virtual time stands still at {nowNs} ns: the program waits for something that no timer and no event brings.");
            }

            if (!next.Timer.IsCurrent(next.Version)) continue;
            nowNs = Math.Max(nowNs, at.DueNs);
            next.Timer.Fire();
        }

        thrown?.Throw();
        return result;

        async Task CaptureAsync()
        {
            try
            {
                result = await program(this);
            }
            catch (Exception exception)
            {
                thrown = ExceptionDispatchInfo.Capture(exception);
            }

            ended = true;
        }
    }
}
