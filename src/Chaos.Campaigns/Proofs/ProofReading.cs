using Chaos.Checking;
using Chaos.Reports;

namespace Chaos.Campaigns;

/// <summary>Reads from a run's results and evidence what they say about the claim.</summary>
internal static class ProofReading
{
    /// <summary>The step of a run.</summary>
    /// <param name="size">Its size.</param>
    /// <param name="name">Its folder, relative to that of the proof.</param>
    /// <param name="results">Its results.</param>
    /// <param name="evidence">Its evidence.</param>
    public static ProofStep Of(ProofSize size, string name, RunResults results, Evidence evidence)
    {
        var found = size.IsForgotten ? ForgottenQuorum.CutsOf(evidence) : ProofExaminer.Examine(evidence, size.Settings);
        var cuts = found.Select(cut => cut with { Run = name }).ToArray();
        var run = new ProofRun
        {
            Directory = name,
            Nodes = size.Nodes,
            Seed = results.Seed ?? 0,
            Harness = results.Harness,
            Verdict = results.Verdict,
            Safety = results.Safety,
            Recovery = results.Recovery ?? Verdict.Unknown,
            Summary = results.Summary,
            Operations = results.Operations,
            LoadSeconds = Math.Round(LoadNs(evidence) / 1e9, 1),
            HasReport = results.Directory is { } path && File.Exists(new RunDirectory(path).ReportFile),
        };
        ProofRefutation[] refutations =
        [
            .. NoSplitBrainChecker.SplitTerms(evidence, size.GroupOf).Select(TwoLeaders),
            .. cuts.Select(cut => cut.Refutation).OfType<ProofRefutation>(),
            .. OfWorkload(results, evidence, size),
        ];
        ProofFinding[] findings = [.. refutations.Select(refutation => new ProofFinding(name, refutation))];
        return new(size, run, cuts, findings, [.. DoubtsOf(name, results, size.IsForgotten)], results.Run?.SystemVersion, results.Run?.Backend);
    }

    private static ProofRefutation TwoLeaders((long Term, IReadOnlyList<string> Leaders) split) => new()
    {
        Kind = ProofRefutation.TwoLeaders,
        Sentence = $"{string.Join(" and ", split.Leaders)} led in the same term, {split.Term}.",
        Terms = [split.Term],
        Leaders = split.Leaders,
    };

    // What the workload's own checkers found: lost writes, reads of overwritten values. One of each kind, with the number of the others.
    private static IEnumerable<ProofRefutation> OfWorkload(RunResults results, Evidence evidence, ProofSize size)
    {
        var safety = results.Checkers.Where(checker => checker is { Family: VerdictFamily.Safety, Verdict: Verdict.Invalid })
            .Select(checker => checker.Name).ToHashSet();
        safety.Remove(new NoSplitBrainChecker(size.GroupOf).Name);
        foreach (var kind in results.Anomalies.Where(anomaly => safety.Contains(anomaly.Checker)).GroupBy(anomaly => anomaly.Name))
        {
            var first = kind.First();
            var more = kind.Count() == 1 ? "" : $" There are {kind.Count() - 1} more of this kind.";
            var leaders = ProofExaminer.LeadersAround(evidence, size.Settings, (long)(first.AtMs * 1e6));
            yield return new()
            {
                Kind = kind.Key,
                Sentence = $"{first.Sentence.TrimEnd('.')}.{more}"
                    + (leaders.Count == 0 ? "" : $" About then {string.Join(" and ", leaders.Select(Led))}."),
                Terms = [.. leaders.Select(led => led.Term).OfType<long>().Distinct().Order()],
                Leaders = [.. leaders.Select(led => led.Node).Distinct()],
            };
        }
    }

    private static string Led((string Node, long? Term) leader) =>
        $"{leader.Node} said that it led{(leader.Term is { } term ? $" in term {term}" : "")}";

    // Whether every single cut bit is judged cut by cut.
    private static IEnumerable<string> DoubtsOf(string name, RunResults results, bool isForgotten)
    {
        if (results.Harness is not HarnessState.Ok)
        {
            yield return $"{name} did not come to its end: {results.HarnessReason}";
            yield break;
        }

        // Nor whether those that are left go on in time after a loss of power: a system may as well wait for the others.
        foreach (var checker in results.Checkers.Where(checker => checker.Verdict is Verdict.Unknown
            && !(isForgotten && checker.Name == ScenarioChecker.CheckerName)
            && !(checker.Family is VerdictFamily.Coverage && checker.Name == new FaultCoverageChecker([]).Name)))
            yield return $"{name}, {checker.Name}: {checker.Reason}";
    }

    private static long LoadNs(Evidence evidence) =>
        RunPhase.StartOf(RunPhase.Main, evidence) is { } begin && RunPhase.StartOf(RunPhase.Heal, evidence) is { } end ? end - begin : 0;
}
