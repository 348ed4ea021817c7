using Chaos.Reports;

namespace Chaos.BrowserTests.Samples;

/// <summary>A sweep of five sizes, healthy and under kills, with the simulator's curve beside the healthy one.</summary>
internal static class SampleSweep
{
    private static readonly int[] Sizes = [1, 3, 5, 7, 9];

    public static SweepResults Create() => new()
    {
        Summary = "Latency of etcd by cluster size: 27 of 27 runs, all of them valid.",
        ExitCode = 0,
        StartedAt = new(2026, 3, 4, 1, 17, 0, TimeSpan.Zero),
        Seed = 7,
        Repeats = 3,
        RatePerSecond = 200,
        Load = new Dictionary<string, string> { ["time-limit"] = "30s", ["warm-up"] = "5s", ["concurrency"] = "16" },
        Cores = 2,
        Notes = ["This machine has 2 cores, and up to 9 nodes and the load generator share them."],
        Command = "./chaos sweep etcd --nodes 1,3,5,7,9 --nemesis none,kill --repeat 3 --seed 7",
        Series =
        [
            Series("etcd", "docker", "none", nodes => 2 + (nodes * 0.9)),
            Series("etcd", "docker", "kill", nodes => 3 + nodes) with { Sizes = [SweepSize.None(1, "Does not apply: 1 node can lose none."), .. Sizes[1..].Select(nodes => Faulty(nodes))] },
            Series("raft", "simulation", "none", nodes => 1.1 + (nodes * 0.05)) with { IsReference = true },
        ],
        Runs = [.. Sizes.Select((nodes, i) => new SweepRun
        {
            System = "etcd", Backend = "docker", Nemesis = "none", Nodes = nodes, Repeat = 1, Order = i + 1,
            Run = new() { Run = 1, Seed = 7, Verdict = Verdict.Valid, ExitCode = 0, Summary = "Valid.", Directory = $"runs/n{nodes}", HasReport = true },
        })],
    };

    private static SweepSeries Series(string system, string backend, string nemesis, Func<int, double> p50) => new()
    {
        System = system,
        Backend = backend,
        Nemesis = nemesis,
        Sizes = [.. Sizes.Select(nodes => Size(nodes, p50(nodes)))],
    };

    private static SweepSize Faulty(int nodes) => Size(nodes, 3 + nodes) with
    {
        Faults = 6,
        FirstErrorMs = 41,
        UnavailableMs = 1_210,
        WorstUnavailableMs = 1_980,
        NewLeaderMs = 1_140,
        BackMs = 1_700,
        LeaderChanges = 1.7,
    };

    private static SweepSize Size(int nodes, double p50) => SweepSize.None(nodes, "") with
    {
        WhyNone = null,
        Repeats = 3,
        Verdict = Verdict.Valid,
        P50Ms = Around(p50),
        P90Ms = Around(p50 * 2),
        P99Ms = Around(p50 * 7),
        P999Ms = Around(p50 * 19),
        AnsweredPerSecond = new(199 - nodes, 196 - nodes, 200),
        UnansweredShare = 0.001 * nodes,
    };

    private static Band Around(double value) => new(value, value / 1.3, value * 1.3);
}
