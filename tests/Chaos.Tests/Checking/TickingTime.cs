namespace Chaos.Tests.Checking;

/// <summary>A clock that goes on by the same step whenever it is asked, so that what needs time ends without waiting.</summary>
internal sealed class TickingTime(TimeSpan step) : TimeProvider
{
    private long ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Add(ref ticks, step.Ticks);
}
