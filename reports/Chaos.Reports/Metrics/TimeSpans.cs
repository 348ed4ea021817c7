namespace Chaos.Reports;

/// <summary>A union of stretches of the run clock, disjoint and in order.</summary>
internal sealed class TimeSpans
{
    private readonly List<(long FromNs, long ToNs)> spans;

    private TimeSpans(List<(long FromNs, long ToNs)> spans) => this.spans = spans;

    /// <summary>The length of the union, ns.</summary>
    public long TotalNs => spans.Sum(span => span.ToNs - span.FromNs);

    /// <summary>The union of all stretches that have a beginning; an open one ends at <paramref name="endNs"/>.</summary>
    public static TimeSpans Of(IEnumerable<(long? FromNs, long? ToNs)> stretches, long endNs)
    {
        var merged = new List<(long FromNs, long ToNs)>();
        var sorted = stretches
            .Where(stretch => stretch.FromNs is not null)
            .Select(stretch => (FromNs: stretch.FromNs!.Value, ToNs: stretch.ToNs ?? Math.Max(endNs, stretch.FromNs.Value)))
            .Where(stretch => stretch.ToNs >= stretch.FromNs)
            .OrderBy(stretch => stretch.FromNs);
        foreach (var stretch in sorted)
        {
            if (merged.Count > 0 && stretch.FromNs <= merged[^1].ToNs)
                merged[^1] = (merged[^1].FromNs, Math.Max(merged[^1].ToNs, stretch.ToNs));
            else merged.Add(stretch);
        }

        return new TimeSpans(merged);
    }

    /// <summary>Whether a moment lies in the union; both ends belong to it.</summary>
    public bool Contains(long timeNs) => Overlaps(timeNs, timeNs);

    /// <summary>Whether a closed interval has a moment in common with the union.</summary>
    public bool Overlaps(long fromNs, long toNs)
    {
        int low = 0, high = spans.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (spans[middle].ToNs < fromNs) low = middle + 1;
            else if (spans[middle].FromNs > toNs) high = middle - 1;
            else return true;
        }

        return false;
    }
}
