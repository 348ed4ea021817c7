namespace Chaos.Checking;

/// <summary>
/// Does a watch tell everything, once, in order? What etcd calls ordered, unique, reliable, resumable and bookmarkable
/// (https://etcd.io/docs/latest/learning/api_guarantees/): the changes of a stream come in the order of their revisions, none twice, none before the
/// asked revision, and none is left out of what the stream has passed (its last change, or a progress notification). After progress at a
/// revision nothing up to it comes. All streams and all acknowledged changes agree on what each revision changed, nothing is told that
/// nobody did, and a change that began after another one had ended has the higher revision. Unknown where no watch ended ok.
/// </summary>
public sealed class WatchChecker : IChecker
{
    /// <inheritdoc/>
    public string Name => "watch";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of a watch.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var found = new Findings(evidence.History);
        var changes = WatchedChanges.Of(evidence.History, found);
        foreach (var stream in changes.Streams)
        {
            cancellationToken.ThrowIfCancellationRequested();
            new WatchRules(changes, stream, found).Check();
        }

        changes.CheckOrder();
        var events = changes.Streams.Sum(stream => stream.Items.Count(item => item.IsChange));
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = found.Count > 0 ? Verdict.Invalid : changes.Streams.Count == 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = found.Count > 0 ? found.Summary
                : changes.Streams.Count == 0 ? "Nothing was checked: no watch ended ok."
                : $"{changes.Streams.Count:N0} watches told {events:N0} changes, all that they passed of {changes.KnownCount:N0} known ones, each once and "
                    + "in order.",
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["watches"] = Findings.Text(changes.Streams.Count),
                ["events"] = Findings.Text(events),
                ["changes"] = Findings.Text(changes.KnownCount),
                ["progress"] = Findings.Text(changes.Streams.Sum(stream => stream.Items.Count(item => item.Kind == WatchOperations.Progress))),
                ["resumed"] = Findings.Text(changes.Streams.Sum(stream => stream.Items.Count(item => item.Kind == WatchOperations.Resumed))),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }
}
