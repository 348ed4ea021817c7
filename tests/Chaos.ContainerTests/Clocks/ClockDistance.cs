namespace Chaos.ContainerTests;

/// <summary>What a program said about the time, and when it was asked by this process's own clock, ns since 1970-01-01 UTC.</summary>
internal sealed record ClockDistance(long SentNs, long ReceivedNs, IReadOnlyList<long> WallNs, long MonotonicNs)
{
    // One call knows whole seconds only, another is as old as the last tick of the kernel.
    private const long CoarseNs = 1_020_000_000;
    private const long SlackNs = 1_000_000;

    /// <summary>Whether every wall clock was ahead by this.</summary>
    public bool IsAhead(TimeSpan time) =>
        WallNs.All(ns => ns >= SentNs + NsOf(time) - CoarseNs && ns <= ReceivedNs + NsOf(time) + SlackNs);

    /// <summary>How far CLOCK_REALTIME was ahead: at least and at most, ns.</summary>
    public (long LeastNs, long MostNs) RealTimeAhead => (WallNs[1] - ReceivedNs, WallNs[1] - SentNs);

    private static long NsOf(TimeSpan time) => time.Ticks * TimeSpan.NanosecondsPerTick;
}
