namespace Chaos.Checking;

/// <summary>
/// Does each set only grow, and does every read see what must be there? An acknowledged element is in every read that begins later, a
/// read sees nothing that nobody added, and of two reads one contains the other. Exact: where no rule is broken the operations have an
/// order that agrees with real time (docs/internals/invariants.md has the proof). Adds of unknown outcome may be there or not, but what
/// was seen once stays. Unknown where no read ended ok.
/// </summary>
/// <param name="finalOnly">
/// True: only the final reads are judged, by what they lack and what they invent, for systems whose reads may be late. Default: false.
/// </param>
public sealed class GrowSetChecker(bool finalOnly = false) : IChecker
{
    /// <inheritdoc/>
    public string Name => "set";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of a set, or an element is added twice.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var history = evidence.History;
        var finalNs = RunPhase.StartOf(RunPhase.Final, evidence);
        var found = new Findings(history);
        var counts = new SetCounts();
        foreach (var set in GrowingSet.AllOf(history))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (finalOnly) set.Reads.RemoveAll(read => finalNs is null || history.TimeNsAt(read.Invoke) < finalNs);
            var rules = new SetRules(set, finalOnly, found);
            rules.Check();
            counts.Add(set, rules.LostCount);
        }

        var verdict = found.Count > 0 ? Verdict.Invalid : counts.Reads == 0 ? Verdict.Unknown : Verdict.Valid;
        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = verdict,
            Reason = verdict switch
            {
                Verdict.Invalid => found.Summary,
                Verdict.Unknown => finalOnly
                    ? $"Nothing was checked: no final read of the {counts.Sets:N0} sets ended ok."
                    : $"Nothing was checked: no read of the {counts.Sets:N0} sets ended ok.",
                _ => $"{counts.Reads:N0} reads of {counts.Sets:N0} sets saw every acknowledged element that they had to see "
                    + $"({counts.Acknowledged:N0} acknowledged), and nothing else.",
            },
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["sets"] = Findings.Text(counts.Sets),
                ["acknowledged"] = Findings.Text(counts.Acknowledged),
                ["unknownOutcome"] = Findings.Text(counts.Open),
                ["recovered"] = Findings.Text(counts.Recovered),
                ["reads"] = Findings.Text(counts.Reads),
                ["lost"] = Findings.Text(counts.Lost),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }

    private sealed class SetCounts
    {
        public long Sets { get; private set; }

        public long Acknowledged { get; private set; }

        public long Open { get; private set; }

        public long Recovered { get; private set; }

        public long Reads { get; private set; }

        public long Lost { get; private set; }

        public void Add(GrowingSet set, long lost)
        {
            Sets++;
            Acknowledged += set.Adds.Values.Count(add => add.Type is OperationType.Ok);
            Open += set.Adds.Values.Count(add => add.Type is OperationType.Info);
            Recovered += set.Adds.Values.Count(add => add.Type is OperationType.Info && add.LastSeen >= 0);
            Reads += set.Reads.Count;
            Lost += lost;
        }
    }
}
