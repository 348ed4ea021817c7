using System.Globalization;

namespace Chaos.Checking;

/// <summary>Collects what an invariant finds, and words it.</summary>
/// <param name="history">The history.</param>
internal sealed class Findings(History history)
{
    private const int MostAnomalies = 100;
    private readonly List<Anomaly> found = [];

    /// <summary>How many there are.</summary>
    public int Count => found.Count;

    /// <summary>The first of each name and, up to a hundred in all, those that come next, in order of time.</summary>
    public IReadOnlyList<Anomaly> Listed
    {
        get
        {
            var ordered = found.OrderBy(anomaly => anomaly.AtNs).ToArray();
            var firsts = ordered.DistinctBy(anomaly => anomaly.Name).ToHashSet(ReferenceEqualityComparer.Instance);
            var others = ordered.Where(anomaly => !firsts.Contains(anomaly)).Take(Math.Max(0, MostAnomalies - firsts.Count));
            return [.. firsts.Cast<Anomaly>().Concat(others).OrderBy(anomaly => anomaly.AtNs)];
        }
    }

    /// <summary>What to say of them in one sentence.</summary>
    public string Summary => $"{found.Count.ToString("N0", CultureInfo.InvariantCulture)} "
        + $"{(found.Count == 1 ? "violation" : "violations")}. {Listed[0].Sentence}";

    /// <summary>Adds a violation.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="key">The object.</param>
    /// <param name="parts">The positions of the invocations that contradict each other.</param>
    /// <param name="certainAt">The position at which it was certain.</param>
    /// <param name="sentence">What happened.</param>
    public void Add(string name, string? key, int[] parts, int certainAt, string sentence) => found.Add(new()
    {
        Name = name,
        Sentence = sentence,
        Key = key,
        Operations = [.. parts.Distinct().Order().Select(at => history[at].Index)],
        AtNs = history.TimeNsAt(Math.Min(certainAt, history.Count - 1)),
    });

    /// <summary>Who did it, and where: <c>process 3 at n1</c>.</summary>
    public string Who(int at) => $"process {history.ProcessAt(at)}{(history[at].Node is { } node ? $" at {node}" : "")}";

    /// <summary>When: <c>2.120 s</c>.</summary>
    public string When(int at) => ViolationText.Seconds(history.TimeNsAt(at));

    /// <summary>Number as text for details.</summary>
    public static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
