namespace Chaos.Nemeses;

/// <summary>When the faults of a lane begin and how long they last.</summary>
public sealed record FaultTiming
{
    /// <summary>From the beginning of the phase to the first fault. Default 3 to 5 s: the load runs by then.</summary>
    public TimeRange First { get; init; } = TimeRange.Seconds(3, 5);

    /// <summary>How long a fault stays in force. Default 4 to 7 s.</summary>
    public TimeRange Hold { get; init; } = TimeRange.Seconds(4, 7);

    /// <summary>From the end of a fault to the next. Default 3 to 6 s.</summary>
    public TimeRange Gap { get; init; } = TimeRange.Seconds(3, 6);

    /// <summary>From one beginning to the next, instead of <see cref="Gap"/>; null to go by the gap.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>From a skipped draw to the next. Default 1 to 2 s.</summary>
    public TimeRange Retry { get; init; } = TimeRange.Seconds(1, 2);

    /// <summary>No fault begins later than this after the beginning of the phase; null for no limit.</summary>
    public TimeSpan? LastBegin { get; init; }

    /// <summary>
    /// This timing, changed by the common parameters <c>every</c> and <c>for</c>, and fitted into a phase of a known length: the first
    /// fault comes within its first third, and none in its last 3 s (its last quarter, where that is shorter).
    /// </summary>
    /// <exception cref="UsageException">A value is not a positive duration, or <c>for</c> is not shorter than <c>every</c>.</exception>
    public FaultTiming With(string nemesis, Options parameters, TimeSpan? timeLimit = null) =>
        Paced(nemesis, parameters).Within(timeLimit);

    private FaultTiming Within(TimeSpan? timeLimit) => timeLimit is not { } limit
        ? this
        : this with
        {
            First = new(Min(First.From, limit / 5), Min(First.To, limit / 3)),
            LastBegin = limit - Min(TimeSpan.FromSeconds(3), limit / 4),
        };

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private FaultTiming Paced(string nemesis, Options parameters)
    {
        var every = Read("every");
        var hold = Read("for");
        if (every is { } period && hold is { } length && length >= period)
            throw new UsageException(
                $"Nemesis {nemesis}: for={parameters["for"]} is not shorter than every={parameters["every"]}. 'every' counts from "
                + "beginning to beginning, and a lane has one fault at a time.");
        var timing = this;
        if (hold is { } given) timing = timing with { Hold = TimeRange.Exactly(given) };
        if (every is not { } interval) return timing;
        timing = timing with { Every = interval, First = TimeRange.Exactly(Min(interval, First.From)) };
        return hold is null && interval <= Hold.To + TimeSpan.FromSeconds(1)
            ? timing with { Hold = new(interval * 0.4, interval * 0.6) }
            : timing;

        TimeSpan? Read(string name)
        {
            if (parameters[name] is not { Length: > 0 } text) return null;
            var duration = Durations.Parse($"option {name} of nemesis {nemesis}", text);
            return duration > TimeSpan.Zero
                ? duration
                : throw new UsageException($"Nemesis {nemesis}: {name}={text} must be longer than nothing, for instance 5s.");
        }
    }
}
