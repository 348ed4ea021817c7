using System.Globalization;

namespace Chaos.Reports;

/// <summary>The verdict in one or two sentences.</summary>
public static class VerdictSentence
{
    /// <summary>What was tested, what was found, or why nobody knows.</summary>
    public static string Of(RunResults results) => results.Verdict switch
    {
        Verdict.Invalid => $"Invalid: {Tested(results)} broke its guarantee{Guarantees(results, Verdict.Invalid)}. "
            + FirstAnomaly(results),
        Verdict.Valid => $"Valid: {Tested(results)} kept its guarantee{Guarantees(results, Verdict.Valid)} in "
            + $"{Number(results.Operations.Total)} operations{Faults(results)}.",
        _ => $"Unknown: {Why(results)}",
    };

    /// <summary>The reasons why the verdict is unknown; empty where it is not.</summary>
    public static IReadOnlyList<string> WhyUnknown(RunResults results)
    {
        if (results.Verdict is not Verdict.Unknown) return [];
        var reasons = new List<string>();
        switch (results.Harness)
        {
            case HarnessState.InfrastructureFailed: reasons.Add(Say("The infrastructure failed", results.HarnessReason)); break;
            case HarnessState.Bug: reasons.Add(Say("Chaos itself failed; please report it", results.HarnessReason)); break;
            case HarnessState.Interrupted: reasons.Add(Say("The run was interrupted", results.HarnessReason)); break;
        }

        reasons.AddRange(results.Checkers
            .Where(checker => checker.Verdict is not Verdict.Valid)
            .Select(checker => Say(checker.Name, checker.Reason)));
        AddMissing(reasons, results, VerdictFamily.Safety, "No checker judged safety.");
        if (results.Run is not null)
        {
            AddMissing(reasons, results, VerdictFamily.Coverage, "No checker judged coverage: whether the faults bit.");
            AddMissing(reasons, results, VerdictFamily.Recovery, "No checker judged recovery after the final heal.");
        }

        return reasons;
    }

    private static void AddMissing(List<string> reasons, RunResults results, VerdictFamily family, string sentence)
    {
        if (results.Checkers.All(checker => checker.Family != family)) reasons.Add(sentence);
    }

    private static string Why(RunResults results)
    {
        var reasons = WhyUnknown(results);
        return reasons.Count == 0 ? "no reason was given." : string.Join(' ', reasons);
    }

    private static string Tested(RunResults results) => results.Run is not { } run
        ? "the history"
        : $"{run.System}{(run.SystemVersion is null ? "" : $" {run.SystemVersion}")} with {run.Nodes.Count} "
          + $"{(run.Nodes.Count == 1 ? "node" : "nodes")} under workload {run.Workload}";

    private static string Guarantees(RunResults results, Verdict verdict)
    {
        var names = results.Checkers
            .Where(checker => checker.Family is VerdictFamily.Safety && checker.Verdict == verdict)
            .Select(checker => checker.Name)
            .ToList();
        return names.Count == 0 ? "" : $" ({List(names)})";
    }

    private static string Faults(RunResults results)
    {
        var bit = results.Faults.Where(fault => fault.Effective > 0).ToList();
        return bit.Count == 0
            ? results.Run is null ? "" : ", without faults"
            : $" while {List(bit.Select(fault => $"{fault.Name} bit {Times(fault.Effective)}"))}";
    }

    private static string FirstAnomaly(RunResults results) => results.Anomalies.Count switch
    {
        0 => string.Join(' ', results.Checkers.Where(checker => checker.Verdict is Verdict.Invalid).Select(checker => checker.Reason)),
        1 => results.Anomalies[0].Sentence,
        var count => $"{results.Anomalies[0].Sentence} It is the first of {Number(count)} violations.",
    };

    private static string Say(string what, string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? $"{what}." : $"{what}: {reason.TrimEnd('.')}.";

    private static string List(IEnumerable<string> items)
    {
        var all = items.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.SkipLast(1))} and {all[^1]}";
    }

    private static string Times(int count) => count == 1 ? "once" : $"{Number(count)} times";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
