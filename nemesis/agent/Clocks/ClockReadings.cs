using System.Globalization;

namespace Chaos.Agent;

/// <summary>The time as one process is told it, by every call that there is, ns since 1970-01-01 UTC.</summary>
/// <param name="ManagedNs">.NET's own.</param>
/// <param name="RealTimeNs">clock_gettime(CLOCK_REALTIME).</param>
/// <param name="CoarseNs">clock_gettime(CLOCK_REALTIME_COARSE), some milliseconds behind.</param>
/// <param name="DayNs">gettimeofday.</param>
/// <param name="TimeNs">time, in whole seconds.</param>
/// <param name="MonotonicNs">clock_gettime(CLOCK_MONOTONIC), since the machine booted: it must not be shifted.</param>
internal sealed record ClockReadings(long ManagedNs, long RealTimeNs, long CoarseNs, long DayNs, long TimeNs, long MonotonicNs)
{
    private const long Second = 1_000_000_000;
    private const int RealTime = 0, Monotonic = 1, Coarse = 5;

    /// <summary>Asks, in this process.</summary>
    public static unsafe ClockReadings Take(TimeProvider time)
    {
        var day = stackalloc long[2];
        _ = ClockCalls.GetTimeOfDay(day, null);
        return new ClockReadings(
            (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick,
            Of(RealTime),
            Of(Coarse),
            (day[0] * Second) + (day[1] * 1000),
            (long)ClockCalls.Time(null) * Second,
            Of(Monotonic));
    }

    /// <summary>As a line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{ManagedNs} {RealTimeNs} {CoarseNs} {DayNs} {TimeNs} {MonotonicNs}");

    /// <summary>From a line; null where it is something else.</summary>
    public static ClockReadings? TryParse(string line)
    {
        var fields = line.Split(' ');
        var values = new long[6];
        return fields.Length == values.Length && fields.Index().All(field =>
            long.TryParse(field.Item, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out values[field.Index]))
            ? new ClockReadings(values[0], values[1], values[2], values[3], values[4], values[5])
            : null;
    }

    private static unsafe long Of(int clock)
    {
        var time = stackalloc long[2];
        return ClockCalls.GetTime(clock, time) == 0 ? (time[0] * Second) + time[1] : 0;
    }
}
