using System.Globalization;
using Chaos.Campaigns;
using Chaos.Consensus;

namespace Chaos.Benchmarks;

/// <summary>The detection table: for each seeded bug how many runs and how much simulated time pass until it is found.</summary>
internal static class DetectionBenchmark
{
    public static async Task<int> RunAsync(Flags flags)
    {
        var names = flags.Text("--bugs")?.Split(',');
        var seeds = (int)flags.Number("--seeds", 20);
        var runs = (int)flags.Number("--runs", 1_000);
        foreach (var bug in SeededBugs.All.Where(bug => names is null || names.Contains(bug.Name)))
        {
            var hunt = BugHunts.Of(bug.Bug);
            hunt = hunt with
            {
                Nemeses = flags.Text("--nemesis", hunt.Nemeses),
                Workload = flags.Text("--workload") ?? hunt.Workload,
                Concurrency = flags.Text("--concurrency", hunt.Concurrency),
                Keys = (int)flags.Number("--keys", hunt.Keys),
                RatePerSecond = flags.Number("--rate", hunt.RatePerSecond),
                Nodes = (int)flags.Number("--nodes", hunt.Nodes),
                BeyondQuorum = hunt.BeyondQuorum || flags.Has("--beyond-quorum"),
                Options = flags.Text("--opt") is { } text ? text.Split(',').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]) : hunt.Options,
            };
            var cpu = Environment.CpuUsage.TotalTime;
            var found = new List<Detection>();
            await Parallel.ForEachAsync(Enumerable.Range(1, seeds), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (seed, stop) =>
            {
                var one = await new BugSearch(TimeProvider.System).RunAsync(hunt.Of(bug.System, bug.Name, (ulong)seed), runs, stop);
                lock (found) found.Add(one);
                if (flags.Has("--verbose"))
                    Console.Error.WriteLine($"{bug.Name} {one.Seed}: {one.Runs} {one.SimulatedNs / 1e9:F1} {one.FoundSeed} {string.Join(',', one.Anomalies)}");
            });
            cpu = Environment.CpuUsage.TotalTime - cpu;
            var ordered = found.OrderBy(one => one.Runs).ToArray();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{bug.Name} found {found.Count(one => one.FoundSeed is not null)}/{found.Count} runs median {ordered[found.Count / 2].Runs} max {ordered[^1].Runs} "
                + $"simulated {found.Select(one => one.SimulatedNs).Order().ElementAt(found.Count / 2) / 1e9:F1} s cpu {cpu.TotalSeconds:F1} s "
                + $"({cpu.TotalSeconds / found.Sum(one => one.Runs):F2} a run) {string.Join(' ', found.SelectMany(one => one.Anomalies).GroupBy(name => name).Select(group => $"{group.Key}:{group.Count()}"))}"));
        }

        return 0;
    }
}
