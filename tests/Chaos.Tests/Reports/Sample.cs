using Chaos.Reports;

namespace Chaos.Tests.Reports;

/// <summary>Small histories, written with times in ms.</summary>
internal static class Sample
{
    public const long Ms = 1_000_000;

    public static RunFacts Run { get; } = new()
    {
        System = "etcd",
        SystemVersion = "3.7.3",
        Workload = "register",
        Nodes = ["n1", "n2", "n3"],
        Nemeses = [new() { Name = "partition", Color = "#cc79a7" }, new() { Name = "kill", Color = "#009e73" }],
        Seed = 7,
        Command = "chaos run etcd --nodes 3 --seed 7",
    };

    public static History HistoryOf(params (long AtMs, int Process, OperationType Type, string F)[] entries) =>
        new(entries.Select((entry, index) => new Operation
        {
            Index = index,
            TimeNs = entry.AtMs * Ms,
            Process = entry.Process,
            Type = entry.Type,
            F = entry.F,
            Key = "k1",
            Value = Value.Of(index),
        }));

    public static FaultRecord Fault(string id, long? fromMs, long? toMs, bool? effective = true, FaultOutcome outcome = FaultOutcome.Installed) =>
        new()
        {
            Id = id,
            Nemesis = id[..id.IndexOf('-', StringComparison.Ordinal)],
            Shape = "halves",
            Nodes = ["n1"],
            AskedNs = (fromMs ?? 0) * Ms,
            FromNs = fromMs * Ms,
            ToNs = toMs * Ms,
            Outcome = outcome,
            Effective = effective,
        };

    public static CheckResult Check(VerdictFamily family, Verdict verdict, params Anomaly[] anomalies) => new()
    {
        Name = family is VerdictFamily.Safety ? "linearizable" : family.ToString(),
        Family = family,
        Verdict = verdict,
        Reason = $"Because of {verdict}.",
        Anomalies = anomalies,
    };

    public static RunResults Results(Verdict safety, Verdict coverage, Verdict recovery, HarnessState harness = HarnessState.Ok) =>
        RunResults.From(new ResultsInput
        {
            Run = Run,
            Evidence = new Evidence(
                HistoryOf((0, 0, OperationType.Invoke, "read"), (5, 0, OperationType.Ok, "read")),
                [Fault("partition-1", 0, 10)],
                []),
            Checks = [Check(VerdictFamily.Safety, safety), Check(VerdictFamily.Coverage, coverage), Check(VerdictFamily.Recovery, recovery)],
            Harness = harness,
            HarnessReason = harness is HarnessState.Ok ? null : "The engine went away",
            Directory = "chaos-runs/x",
            CheckerMs = 12.5,
        });
}
