namespace Chaos.Checking;

/// <summary>
/// Is money neither made nor lost? Every read sees all accounts or none, the same sum that was there at first, and no account below
/// nothing; and each balance can be reached by the transfers that were acknowledged before the read began, with any of those that were under way. The rules are
/// necessary for transactions that take effect one after the other and in real time; they are not enough, because accounts are bounded one by
/// one. Unknown where no read ended ok.
/// </summary>
/// <param name="finalOnly">
/// True: what reads must see of the transfers before them is asked of final reads only, for systems whose reads may be late; the sum is asked of all.
/// Default: false.
/// </param>
public sealed class BankChecker(bool finalOnly = false) : IChecker
{
    /// <inheritdoc/>
    public string Name => "bank";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of a bank.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var found = new Findings(evidence.History);
        var fromNs = finalOnly ? RunPhase.StartOf(RunPhase.Final, evidence) ?? long.MaxValue : 0;
        var (reads, transfers, open, banks) = (0, 0, 0, 0);
        foreach (var (key, calls) in KeyedCall.ByKey(evidence.History))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rules = new BankRules(evidence.History, key, found);
            rules.Check(calls, fromNs);
            reads += rules.Reads;
            transfers += rules.Acknowledged;
            open += rules.Open;
            banks++;
        }

        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = found.Count > 0 ? Verdict.Invalid : reads == 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = found.Count > 0 ? found.Summary
                : reads == 0 ? $"Nothing was checked: no read of the {banks:N0} banks ended ok."
                : $"{reads:N0} reads of {banks:N0} banks saw the sum that was there at first, and balances that {transfers:N0} acknowledged transfers explain.",
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["banks"] = Findings.Text(banks),
                ["reads"] = Findings.Text(reads),
                ["acknowledged"] = Findings.Text(transfers),
                ["unknownOutcome"] = Findings.Text(open),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }
}
