namespace Chaos;

/// <summary>The one monotonic clock of a run: nanoseconds since it was started, and the wall clock at that moment.</summary>
public sealed class RunClock
{
    private readonly TimeProvider time;
    private readonly long start;

    /// <summary>Starts the clock now.</summary>
    public RunClock(TimeProvider time)
    {
        this.time = time;
        WallAtStart = time.GetUtcNow();
        start = time.GetTimestamp();
    }

    /// <summary>The source of time: timers and delays of the run use it too.</summary>
    public TimeProvider TimeProvider => time;

    /// <summary>The wall clock (UTC) when the run clock was 0.</summary>
    public DateTimeOffset WallAtStart { get; }

    /// <summary>Now, in ns since the start.</summary>
    public long NowNs => (long)((Int128)(time.GetTimestamp() - start) * 1_000_000_000 / time.TimestampFrequency);
}
