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
    private IVirtualEvents? events;
    private long nowNs;
    private long order;
    private bool timersChanged;

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

    /// <summary>
    /// Whether a source of events must give way: the program has something to do, or a timer was set meanwhile.
    /// </summary>
    public bool MustYield => context.HasReady || timersChanged;

    /// <summary>Lets a source of events share this time with the program's timers; there is one at most.</summary>
    public void Attach(IVirtualEvents source) => events = events is null
        ? source
        : throw new InvalidOperationException("This virtual time has a source of events already.");

    /// <summary>Moves the clock forward; only for the source of events, between two of them.</summary>
    public void AdvanceTo(long timeNs) => nowNs = Math.Max(nowNs, timeNs);

    internal void Post(Action action) => context.Post(static state => ((Action)state!)(), action);

    internal void Schedule(VirtualTimer timer, long version, TimeSpan dueTime)
    {
        timers.Enqueue((timer, version), (nowNs + (dueTime.Ticks * 100), order++));
        timersChanged = true;
    }

    // What comes first: an event of the source, or a timer. A timer gives way at the same moment.
    private void RunNext()
    {
        timersChanged = false;
        while (timers.TryPeek(out var outdated, out _) && !outdated.Timer.IsCurrent(outdated.Version)) timers.Dequeue();
        var timerNs = timers.TryPeek(out var next, out var at) ? at.DueNs : long.MaxValue;
        if (events is not null && events.NextNs <= timerNs && events.NextNs != long.MaxValue)
        {
            events.Run(timerNs);
            return;
        }

        if (timerNs == long.MaxValue)
        {
            throw new InvalidOperationException(
                $"Virtual time stands still at {nowNs} ns: the program waits for something that no timer and no event brings.");
        }

        timers.Dequeue();
        nowNs = Math.Max(nowNs, timerNs);
        next.Timer.Fire();
    }

    private T RunToEnd<T>(Func<VirtualTime, Task<T>> program)
    {
        var ended = false;
        T result = default!;
        ExceptionDispatchInfo? thrown = null;
        Post(() => _ = CaptureAsync());
        while (!ended)
        {
            if (!context.TryRunOne()) RunNext();
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
