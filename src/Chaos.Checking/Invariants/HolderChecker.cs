namespace Chaos.Checking;

/// <summary>
/// Does each lock have one holder at a time, as far as what it protects can tell? The resource numbers the changes in the order in which they
/// reached it (the evidence of an act): a change with an older token after one with a younger token shows that two held the lock. Tokens are
/// given once, and one that was asked for after another one had been given is larger. Unknown where nobody acted.
/// </summary>
public sealed class HolderChecker : IChecker
{
    /// <inheritdoc/>
    public string Name => "holders";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of a lock.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var found = new Findings(evidence.History);
        var (acts, tokens, refused) = (0, 0, 0);
        foreach (var (key, calls) in KeyedCall.ByKey(evidence.History))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rules = new HolderRules(evidence.History, key, found);
            rules.Check(calls);
            acts += rules.Acts;
            tokens += rules.Tokens;
            refused += rules.Refused;
        }

        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = found.Count > 0 ? Verdict.Invalid : acts == 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = found.Count > 0 ? found.Summary
                : acts == 0 ? "Nothing was checked: nobody acted under a lock."
                : $"{acts:N0} acts under {tokens:N0} tokens came in the order of their holders"
                    + $"{(refused > 0 ? $"; {refused:N0} of older tokens were refused" : "")}.",
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["acts"] = Findings.Text(acts),
                ["tokens"] = Findings.Text(tokens),
                ["refused"] = Findings.Text(refused),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }
}
