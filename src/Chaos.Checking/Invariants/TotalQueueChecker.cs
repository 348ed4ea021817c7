namespace Chaos.Checking;

/// <summary>
/// Does each queue give back what was put into it? Nothing is dequeued that nobody enqueued, and once a queue was drained (a final dequeue
/// found nothing) every acknowledged value has been dequeued. A dequeue of unknown outcome may have taken one value, so that only what
/// is missing beyond their number is lost. Order is not judged. Unknown where values are missing and the queue was not drained, and where nothing
/// ended ok.
/// </summary>
/// <param name="duplicatesAllowed">Whether a value may come twice (delivery at least once). Default: true; then they are only counted.</param>
public sealed class TotalQueueChecker(bool duplicatesAllowed = true) : IChecker
{
    /// <inheritdoc/>
    public string Name => "queue";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of a queue, or a value is enqueued twice.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var found = new Findings(evidence.History);
        var finalNs = RunPhase.StartOf(RunPhase.Final, evidence) ?? 0;
        QueueTally[] tallies =
        [
            .. KeyedCall.ByKey(evidence.History).Select(part =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var tally = new QueueTally(evidence.History, part.Key, finalNs, found);
                tally.Take(part.Calls, duplicatesAllowed);
                return tally;
            }),
        ];
        var answered = tallies.Sum(tally => tally.Acknowledged + tally.Dequeued);
        var undrained = tallies.Where(tally => tally.IsUndecided).ToArray();
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = found.Count > 0 ? Verdict.Invalid : answered == 0 || undrained.Length > 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = found.Count > 0 ? found.Summary
                : answered == 0 ? "Nothing was checked: no operation ended ok."
                : undrained.Length > 0 ? undrained[0].WhyUndecided
                : $"All {tallies.Sum(tally => tally.Acknowledged):N0} acknowledged values came out of {tallies.Length:N0} queues"
                    + $"{Swallowed(tallies)}, and nothing else did.",
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["queues"] = Findings.Text(tallies.Length),
                ["acknowledged"] = Findings.Text(tallies.Sum(tally => tally.Acknowledged)),
                ["dequeued"] = Findings.Text(tallies.Sum(tally => tally.Dequeued)),
                ["recovered"] = Findings.Text(tallies.Sum(tally => tally.Recovered)),
                ["duplicates"] = Findings.Text(tallies.Sum(tally => tally.Duplicates)),
                ["missing"] = Findings.Text(tallies.Sum(tally => tally.Missing)),
                ["dequeuesOfUnknownOutcome"] = Findings.Text(tallies.Sum(tally => tally.OpenDequeues)),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }

    private static string Swallowed(QueueTally[] tallies) => tallies.Sum(tally => tally.Missing) is > 0 and var missing
        ? $" but for {missing:N0}, which dequeues of unknown outcome may have taken"
        : "";
}
