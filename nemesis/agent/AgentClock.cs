namespace Chaos.Agent;

/// <summary>The two clocks of an agent.</summary>
internal sealed class AgentClock(TimeProvider time)
{
    /// <summary>For timers and delays.</summary>
    public TimeProvider Time => time;

    /// <summary>The monotonic clock, ns. On Linux all containers of a machine share it.</summary>
    public long NowNs => (long)((Int128)time.GetTimestamp() * 1_000_000_000 / time.TimestampFrequency);

    /// <summary>The wall clock, ns since 1970-01-01 UTC.</summary>
    public long WallNs => (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;
}
