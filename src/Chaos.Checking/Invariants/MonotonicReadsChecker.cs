namespace Chaos.Checking;

/// <summary>
/// Does a session see again what it has seen? Each process is a session; of a set that only grows, a later read of the same process has everything that an
/// earlier one had, and no read has what nobody began to add before it ended. The rules are exact: they are what the guarantee says. Unknown where no process
/// read the same set twice.
/// </summary>
public sealed class MonotonicReadsChecker : IChecker
{
    /// <inheritdoc/>
    public string Name => "monotonic-reads";

    /// <inheritdoc/>
    public VerdictFamily Family => VerdictFamily.Safety;

    /// <inheritdoc/>
    /// <exception cref="HistoryFormatException">An operation is none of a set, or an element is added twice.</exception>
    public CheckResult Check(Evidence evidence, CheckBudget budget, CancellationToken cancellationToken)
    {
        var history = evidence.History;
        var found = new Findings(history);
        var (sessions, pairs) = (0, 0);
        foreach (var set in GrowingSet.AllOf(history))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var read in set.Reads)
            {
                foreach (var element in read.Elements.Where(
                    element => !set.Adds.TryGetValue(element, out var add) || add.Invoke > read.Return || add.Type is OperationType.Fail))
                {
                    found.Add(
                        InvariantNames.PhantomElement, set.Key, [read.Invoke], read.Return,
                        $"{found.Who(read.Invoke)} saw {element} in {set.Key ?? "the set"} at {found.When(read.Return)}, which nobody had added.");
                }
            }

            foreach (var session in set.Reads.GroupBy(read => history.ProcessAt(read.Invoke)).Where(session => session.Count() > 1))
            {
                sessions++;
                pairs += session.Count() - 1;
                CheckSession(set, [.. session], found);
            }
        }

        return new()
        {
            Name = Name,
            Family = Family,
            Verdict = found.Count > 0 ? Verdict.Invalid : pairs == 0 ? Verdict.Unknown : Verdict.Valid,
            Reason = found.Count > 0 ? found.Summary
                : pairs == 0 ? "Nothing was checked: no session read the same set twice."
                : $"{pairs:N0} reads saw all that their session had seen of the set before ({sessions:N0} pairs of session and set).",
            Anomalies = found.Listed,
            Details = new Dictionary<string, string>
            {
                ["sessions"] = Findings.Text(sessions),
                ["comparedReads"] = Findings.Text(pairs),
                ["anomalies"] = Findings.Text(found.Count),
            },
        };
    }

    // Reads of one process come one after the other, in the order of their invocations.
    private static void CheckSession(GrowingSet set, SetRead[] reads, Findings found)
    {
        var seenBy = new Dictionary<Value, SetRead>();
        foreach (var read in reads)
        {
            var missing = seenBy.Where(pair => !read.Elements.Contains(pair.Key)).ToArray();
            if (missing.Length > 0)
            {
                var (element, earlier) = missing[0];
                found.Add(
                    InvariantNames.BackwardRead, set.Key, [earlier.Invoke, read.Invoke], read.Return,
                    $"{found.Who(read.Invoke)} saw {element} in {set.Key ?? "the set"} at {found.When(earlier.Return)}, and no more at "
                    + found.When(read.Return)
                    + (missing.Length > 1 ? $", nor {missing.Length - 1} others that it had seen." : "."));
            }

            foreach (var element in read.Elements) seenBy[element] = read;
        }
    }
}
