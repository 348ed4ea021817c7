namespace Chaos.Checking;

/// <summary>
/// Does each election give each term to one candidate, in growing terms, and does everybody who asks see the leader of that moment? A term has one
/// candidate, who stood for it; a campaign that began after another one was won wins a larger term; whoever asks sees no older term than was known before
/// he asked, and no term that was given back before. Nil, nobody leads, is right at any time, because a lease may have ended. Unknown where nobody was elected.
/// Whether a leader still acts after its lease has ended is not judged here: the workload <c>lock</c> does.
/// </summary>
public sealed class ElectionChecker : IChecker
{
    /// <inheritdoc/>
    public string Name => "elections";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of an election.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var found = new Findings(evidence.History);
        var (won, seen, resigned) = (0, 0, 0);
        foreach (var (key, calls) in KeyedCall.ByKey(evidence.History))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rules = new ElectionRules(evidence.History, key, found);
            rules.Check(calls);
            won += rules.Won;
            seen += rules.Seen;
            resigned += rules.Resigned;
        }

        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = found.Count > 0 ? Verdict.Invalid : won == 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = found.Count > 0 ? found.Summary
                : won == 0 ? "Nothing was checked: nobody was elected."
                : $"{won:N0} candidates were elected, each in a term of its own, and {seen:N0} questions saw a leader of their time.",
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["elected"] = Findings.Text(won),
                ["seen"] = Findings.Text(seen),
                ["resigned"] = Findings.Text(resigned),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }
}
