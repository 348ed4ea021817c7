using Chaos.Reports;

namespace Chaos.BrowserTests.Samples;

/// <summary>A night with a cell of every status, compared with an earlier one, and with a name that would be a script.</summary>
internal static class SampleNight
{
    private const string Hostile = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">";

    private static readonly string[] Nemeses = ["none", "partition:shape=isolated-leader", "kill:target=leader", "partition,kill,pause"];

    public static SuiteResults Create()
    {
        var cells = new List<CellResults>();
        foreach (var nemesis in Nemeses)
        {
            foreach (var nodes in new[] { 3, 5 })
                cells.Add(Cell("etcd", nemesis, nodes, CellStatus.AsExpected, Verdict.Valid, "valid"));
        }

        cells[2] = Unexpected(cells[2]);
        cells[5] = Troubled(cells[5], CellStatus.Unknown, HarnessState.Ok, "Too little was tested: kill had 1 effective injections, below the minimum of 3.");
        cells[6] = Troubled(cells[6], CellStatus.HarnessFailure, HarnessState.InfrastructureFailed, "The run did not end within its deadline of 15m and was ended. Tried 3 times.");
        var control = Cell("etcd", Nemeses[1], 5, CellStatus.AsExpected, Verdict.Invalid, "invalid: stale-read within 3 runs", ("read", "serializable"));
        cells.Add(control with { Block = "stale reads", Key = $"stale reads: {control.Key}", Anomalies = ["stale-read"] });
        var sibling = Cell("etcd", Nemeses[1], 5, CellStatus.AsExpected, Verdict.Valid, "valid", ("read", "linearizable"));
        cells.Add((sibling with { Block = "stale reads", Key = $"stale reads: {sibling.Key} (sibling)", SiblingOf = cells[^1].Key })
            .With([Run(1, Verdict.Valid), Run(2, Verdict.Valid), Run(3, Verdict.Valid)]));
        cells.Add(Cell(Hostile, Hostile, 7, CellStatus.NotRun, Verdict.Unknown, "either").With([]) with { Reason = "The night's budget of 5h was used up." });
        var night = SuiteOutcome.Sum(
            new()
            {
                Name = "nightly",
                Description = "etcd under every fault and in every size.",
                Summary = "",
                ExitCode = 0,
                IsComplete = true,
                StartedAt = new(2026, 3, 4, 1, 17, 0, TimeSpan.Zero),
                Cells = cells,
                Versions = new Dictionary<string, string> { ["chaos"] = "0.1.0", ["commit"] = "0123456789abcdef0123" },
                Notes = ["CHAOS_RATE=100 was in force instead of what the suite file says."],
            },
            isInterrupted: false);
        return SuiteComparison.Mark(night, Before(night), "yesterday");
    }

    private static SuiteResults Before(SuiteResults night) => night with
    {
        StartedAt = night.StartedAt.AddDays(-1),
        Cells = [.. night.Cells.Select((cell, i) => cell with { Status = i == 0 ? CellStatus.Unexpected : CellStatus.AsExpected }), night.Cells[0] with { Key = "gone" }],
    };

    private static CellResults Unexpected(CellResults cell)
    {
        const string summary = "Invalid: etcd 3.7.3 with 3 nodes under workload register broke its guarantee (linearizable). Read of k5 by process 14 "
            + "at 16.198 s returned 79; 79 was overwritten by 80 at 14.508 s before the read began; only 111, 74 or 75 were possible.";
        var run = Run(1, Verdict.Invalid) with { Summary = summary, Anomalies = ["stale-read"], OnlySummary = false };
        return cell.With([run]) with { Status = CellStatus.Unexpected, Verdict = Verdict.Invalid, Reason = summary };
    }

    private static CellResults Troubled(CellResults cell, CellStatus status, HarnessState harness, string reason) =>
        cell.With([Run(1, Verdict.Unknown) with { Harness = harness, Attempts = 3, Summary = $"Unknown: {reason}" }]) with
        {
            Status = status,
            Verdict = Verdict.Unknown,
            Harness = harness,
            Reason = reason,
        };

    private static CellResults Cell(
        string system, string nemesis, int nodes, CellStatus status, Verdict verdict, string expectation, (string Name, string Value)? option = null)
    {
        var options = option is { } given ? $", {given.Name}={given.Value}" : "";
        var cell = new CellResults
        {
            Key = $"{system}/register, {nemesis}, {nodes} nodes{options}, seed date",
            System = system,
            Workload = "register",
            Nemesis = nemesis,
            Nodes = nodes,
            Backend = "docker",
            Seed = "date",
            Expectation = expectation,
            Status = status,
            Verdict = verdict,
            Options = option is { } one ? new Dictionary<string, string> { [one.Name] = one.Value } : new Dictionary<string, string>(),
            Reason = $"{verdict}: etcd 3.7.3 with {nodes} nodes under workload register.",
        };
        return cell.With([Run(1, verdict)]);
    }

    private static CellRun Run(int run, Verdict verdict) => new()
    {
        Run = run,
        Seed = 20260304000000 + (ulong)run - 1,
        Verdict = verdict,
        ExitCode = (int)verdict,
        Summary = $"{verdict}: all of it.",
        Operations = new(24_000 + run, 23_000, 900, 100 + run),
        OkDuringFaults = 9_000,
        P99Ms = 84.5 + run,
        RecoveryMs = 1_240,
        CheckerMs = 310,
        DurationMs = 141_000,
        Command = $"./chaos run etcd --nodes 5 --nemesis partition --seed {20260304000000 + run}",
        Directory = $"cells/etcd register/run-{run}",
        HasReport = true,
        OnlySummary = true,
    };
}
