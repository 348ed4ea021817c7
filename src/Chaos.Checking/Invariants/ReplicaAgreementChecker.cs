namespace Chaos.Checking;

/// <summary>
/// Do all members hold the same? Judged by the last look at the replicas (<see cref="ObservationKind.Replica"/>), made when nothing was in
/// flight: where all have applied as much of the log, all have the same revision and, at the highest revision that all have, the same
/// digest. A member whose revision stays behind at an equal applied index has lost a change. Unknown in any doubt: where a member did not
/// tell, where they have not applied the same, and where digests count from different revisions on.
/// </summary>
public sealed class ReplicaAgreementChecker : IChecker
{
    /// <summary>The name of the violation.</summary>
    public const string Divergence = "replica-divergence";

    /// <inheritdoc/>
    public string Name => "replica-agreement";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var all = evidence.Observations.Where(seen => seen.Kind is ObservationKind.Replica).ToArray();
        var last = all.Length == 0 ? 0 : all.Max(seen => seen.SentNs);
        Observation[] round = [.. all.Where(seen => seen.SentNs == last).OrderBy(seen => seen.Node, StringComparer.Ordinal)];
        var doubt = Doubt(round);
        var difference = doubt is null ? Difference(round) : null;
        if (doubt is null && difference is null && round.Select(seen => seen.DigestBasis).Distinct().Count() > 1)
            doubt = $"The members' digests count from different revisions on ({Each(round, seen => $"{seen.DigestBasis}")}), so that they cannot be compared.";
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = doubt is not null ? Verdict.Unknown : difference is null ? Verdict.Valid : Verdict.Invalid,
            Reason = doubt ?? difference
                ?? $"The {round.Length} members hold the same: digest {round[0].Digest} at revision {round[0].DigestRevision}, everything applied up to "
                    + $"{round[0].AppliedIndex}.",
            Anomalies = difference is null
                ? []
                : [new() { Name = Divergence, Sentence = difference, Operations = [], AtNs = round[0].ReceivedNs }],
            Details = new Dictionary<string, string> { ["members"] = Findings.Text(round.Length) },
        };
    }

    private static string? Doubt(Observation[] round)
    {
        if (round.Length == 0) return "The replicas were not compared: the run did not come to that.";
        if (round.Length == 1) return $"Only {round[0].Node} told what it holds: there is nothing to compare.";
        if (round.FirstOrDefault(seen => seen.Detail is not null)?.Detail is { } why) return $"The replicas could not be compared: {why}";
        if (round.Any(seen => seen.AppliedIndex is null || seen.Revision is null || seen.Digest is null))
            return "The replicas could not be compared: a member did not tell everything.";
        return round.Select(seen => seen.AppliedIndex).Distinct().Count() > 1
            ? $"The members have not applied the same: {Each(round, seen => $"{seen.AppliedIndex}")}."
            : null;
    }

    private static string? Difference(Observation[] round)
    {
        if (round.Select(seen => seen.Revision).Distinct().Count() > 1)
        {
            return $"All members have applied everything up to {round[0].AppliedIndex}, but their revisions differ: "
                + $"{Each(round, seen => $"{seen.Revision}")}. A member with a lower one lacks a change for ever"
                + (DigestsDiffer(round) ? $"; also the digests at revision {round[0].DigestRevision} differ." : ".");
        }

        return DigestsDiffer(round)
            ? $"All members have applied everything up to {round[0].AppliedIndex} and are at revision {round[0].Revision}, but hold different data: digests "
                + $"{Each(round, seen => $"{seen.Digest}")} at revision {round[0].DigestRevision}."
            : null;
    }

    private static bool DigestsDiffer(Observation[] round) =>
        round.GroupBy(seen => seen.DigestBasis).Any(group => group.Select(seen => seen.Digest).Distinct(StringComparer.Ordinal).Count() > 1);

    private static string Each(Observation[] round, Func<Observation, string> what) =>
        string.Join(", ", round.Select(seen => $"{seen.Node} {what(seen)}"));
}
