namespace Chaos.Campaigns;

/// <summary>The time of the night: what earlier sessions of it took counts too.</summary>
/// <param name="limit">The budget; null for none.</param>
/// <param name="spent">What was spent before this session.</param>
/// <param name="time">The clock.</param>
internal sealed class SuiteBudget(TimeSpan? limit, TimeSpan spent, TimeProvider time)
{
    private readonly long began = time.GetTimestamp();

    /// <summary>Why a run of that length may not begin any more, in a sentence; null where it may.</summary>
    public string? WhyNot(TimeSpan timeLimit) =>
        limit is { } all && spent + time.GetElapsedTime(began) + timeLimit > all
            ? $"The night's budget of {Durations.Format(all)} was used up."
            : null;
}
