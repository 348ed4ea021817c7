using Chaos.Reports;

namespace Chaos.BrowserTests.Samples;

/// <summary>What was asked for in the made-up run.</summary>
internal static class SampleFacts
{
    public static IReadOnlyList<string> Files { get; } =
        ["run.json", "history.jsonl", "schedule.jsonl", "observations.jsonl", "results.json", "nodes/n1/node.log", "nodes/n2/node.log",
            "nodes/n3/node.log", "nodes/n4/node.log", "nodes/n5/node.log"];

    public static RunFacts Of(bool violating) => new()
    {
        System = "etcd",
        SystemVersion = "3.7.3",
        Workload = "register",
        Model = "register",
        Nodes = ["n1", "n2", "n3", "n4", "n5"],
        Nemeses =
        [
            new() { Name = "partition", Color = "#0072B2", Parameters = new Dictionary<string, string?> { ["every"] = "8s", ["for"] = "5s" } },
            new() { Name = "kill", Color = "#D55E00", Parameters = new Dictionary<string, string?> { ["every"] = "12s", ["target"] = "random" } },
            new() { Name = "pause", Color = "#009E73", Parameters = new Dictionary<string, string?> { ["every"] = "10s", ["target"] = "random" } },
        ],
        Seed = violating ? 4711UL : 8128,
        Command = "./chaos run etcd --nodes 5 --nemesis partition,kill,pause --time-limit 60s"
            + (violating ? " --opt read=serializable --seed 4711" : " --seed 8128"),
        StartedAt = new DateTimeOffset(2026, 11, 23, 19, 4, 12, TimeSpan.Zero),
        Options = new Dictionary<string, string?> { ["version"] = "3.7.3", ["read"] = violating ? "serializable" : "linearizable" },
        WorkloadParameters = new Dictionary<string, string?> { ["operations-per-key"] = "200" },
        Load = new Dictionary<string, string>
        {
            ["time limit"] = "60s",
            ["rate"] = "45 a second",
            ["concurrency"] = "10",
            ["keys"] = "3",
            ["operation timeout"] = "1s",
        },
        Versions = new Dictionary<string, string>
        {
            ["chaos"] = "0.1.0",
            ["commit"] = "ca84587",
            ["docker"] = "20.10.24",
            ["dotnet"] = "10.0.12",
            ["kernel"] = "6.1.0-27-amd64",
        },
        Images = new Dictionary<string, string>
        {
            ["chaos/etcd:3.7.3"] = "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
        },
        Host = new Dictionary<string, string> { ["cores"] = "2", ["memory"] = "23 GiB", ["system"] = "Debian GNU/Linux 12" },
    };
}
