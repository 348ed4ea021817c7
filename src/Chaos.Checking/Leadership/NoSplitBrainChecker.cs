namespace Chaos.Checking;

/// <summary>
/// Did two nodes lead in one term? A term has one leader at most (Ongaro and Ousterhout, "In Search of an Understandable Consensus
/// Algorithm", section 5.2: election safety); two in one term, at any two moments, are a violation. Only observations that read role
/// and term together count (<see cref="Observation.IsEvidence"/>): a node that tells its new role with an old term is no second leader.
/// Each group of nodes counts its own terms.
/// </summary>
/// <param name="groupOf">The group whose terms a node counts by; null for a node whose observations are to be left out.</param>
public sealed class NoSplitBrainChecker(Func<string, string?> groupOf) : IChecker
{
    /// <inheritdoc/>
    public string Name => "no-split-brain";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var reigns = ReignsOf(evidence, groupOf, cancellationToken);
        var split = reigns.Where(reign => reign.Value.Count > 1).OrderBy(reign => reign.Key.Term)
            .ThenBy(reign => reign.Key.Group, StringComparer.Ordinal).ToArray();
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = split.Length > 0 ? Verdict.Invalid : reigns.Count > 0 ? Verdict.Valid : Verdict.Unknown,
            Reason = split.Length > 0 ? Sentence(split[0].Key, split[0].Value)
                : reigns.Count > 0 ? $"Each of the {reigns.Count} terms that had a leader had one only."
                : "No observation tells a leader together with its term: nothing was judged.",
            Anomalies = [.. split.Select(reign => AnomalyOf(reign.Key, reign.Value))],
            Details = new Dictionary<string, string> { ["terms"] = $"{reigns.Count}" },
        };
    }

    /// <summary>The terms in which more than one node led, each with those nodes in the order of their first observation.</summary>
    /// <param name="evidence">The evidence of a run.</param>
    /// <param name="groupOf">As for the checker.</param>
    public static IReadOnlyList<(long Term, IReadOnlyList<string> Leaders)> SplitTerms(Evidence evidence, Func<string, string?> groupOf) =>
    [
        .. from reign in ReignsOf(evidence, groupOf, CancellationToken.None)
           where reign.Value.Count > 1
           orderby reign.Key.Term
           select (reign.Key.Term, (IReadOnlyList<string>)[.. reign.Value.Values.OrderBy(seen => seen.SentNs).Select(seen => seen.Node!)]),
    ];

    private static Dictionary<(string Group, long Term), SortedDictionary<string, Observation>> ReignsOf(
        Evidence evidence, Func<string, string?> groupOf, CancellationToken cancellationToken)
    {
        var reigns = new Dictionary<(string Group, long Term), SortedDictionary<string, Observation>>();
        foreach (var seen in evidence.Observations.Where(IsReign))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (groupOf(seen.Node!) is not { } group) continue;
            if (!reigns.TryGetValue((group, seen.Term!.Value), out var leaders))
                reigns[(group, seen.Term.Value)] = leaders = new(StringComparer.Ordinal);
            if (!leaders.TryGetValue(seen.Node!, out var first) || seen.SentNs < first.SentNs)
                leaders[seen.Node!] = seen;
        }

        return reigns;
    }

    private static bool IsReign(Observation seen) => seen is
    {
        IsEvidence: true, Role: NodeRole.Leader, Term: not null, Node: not null, Kind: ObservationKind.Election or ObservationKind.Role,
    };

    private static Anomaly AnomalyOf((string Group, long Term) reign, SortedDictionary<string, Observation> leaders) => new()
    {
        Name = "split-brain",
        Sentence = Sentence(reign, leaders),
        Operations = [],
        AtNs = leaders.Values.Max(seen => seen.ReceivedNs),
    };

    private static string Sentence((string Group, long Term) reign, SortedDictionary<string, Observation> leaders) =>
        $"{leaders.Count} nodes led in term {reign.Term}: " + string.Join(" and ", leaders.Values.OrderBy(seen => seen.SentNs).Select(
            seen => $"{seen.Node} ({Source(seen)} between {ViolationText.Seconds(seen.SentNs)} and {ViolationText.Seconds(seen.ReceivedNs)})"))
        + ". A term has one leader at most.";

    private static string Source(Observation seen) => seen.Kind is ObservationKind.Election ? "elected" : "said so itself";
}
