namespace Chaos.Checking;

/// <summary>
/// Is each log one sequence that everybody sees alike? Each offset holds one value and each value has one offset; nothing is polled that
/// nobody appended; a poll is in order and passes over nothing; an append that began after another one had ended (or had been polled) comes
/// behind it; and every acknowledged value is in every complete final scan. The rules follow Jepsen's Kafka workload and what logs
/// promise; offsets may have gaps. Unknown where acknowledged values were never polled and no final scan was complete.
/// </summary>
public sealed class LogChecker : IChecker
{
    /// <inheritdoc/>
    public string Name => "log";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of a log, or a value is appended twice.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var found = new Findings(evidence.History);
        var finalNs = RunPhase.StartOf(RunPhase.Final, evidence) ?? 0;
        LogSequence[] logs =
        [
            .. KeyedCall.ByKey(evidence.History).Select(part =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                var log = LogSequence.Of(evidence.History, part.Key, part.Calls);
                new LogRules(evidence.History, log, found, finalNs).Check();
                return log;
            }),
        ];
        var answered = logs.Sum(log => log.Acknowledged + log.Polls.Count);
        var unseen = logs.Where(log => log.Unseen > 0).ToArray();
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = found.Count > 0 ? Verdict.Invalid : answered == 0 || unseen.Length > 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = found.Count > 0 ? found.Summary
                : answered == 0 ? "Nothing was checked: no operation ended ok."
                : unseen.Length > 0
                    ? $"{unseen[0].Unseen:N0} acknowledged values of {unseen[0].Key ?? "the log"} were never polled, and no final scan of it was complete."
                : $"All {logs.Sum(log => log.Acknowledged):N0} acknowledged values of {logs.Length:N0} logs are there, in one order that all "
                    + $"{logs.Sum(log => log.Polls.Count):N0} polls agree on.",
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["logs"] = Findings.Text(logs.Length),
                ["acknowledged"] = Findings.Text(logs.Sum(log => log.Acknowledged)),
                ["polls"] = Findings.Text(logs.Sum(log => log.Polls.Count)),
                ["scans"] = Findings.Text(logs.Sum(log => log.Scans)),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }
}
