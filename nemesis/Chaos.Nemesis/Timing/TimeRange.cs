namespace Chaos.Nemeses;

/// <summary>A range from which a duration is drawn; both ends may be drawn.</summary>
public readonly record struct TimeRange(TimeSpan From, TimeSpan To)
{
    /// <summary>Always this duration.</summary>
    public static TimeRange Exactly(TimeSpan duration) => new(duration, duration);

    /// <summary>A range in seconds.</summary>
    public static TimeRange Seconds(double from, double to) => new(TimeSpan.FromSeconds(from), TimeSpan.FromSeconds(to));

    /// <summary>The duration, in ns, that draw number <paramref name="counter"/> of the source gives.</summary>
    public long DrawNs(Randomness random, long counter)
    {
        var fromNs = From.Ticks * TimeSpan.NanosecondsPerTick;
        var spanNs = (To - From).Ticks * TimeSpan.NanosecondsPerTick;
        return fromNs + random.Below(spanNs + 1, counter);
    }
}
