using Chaos.Workloads;

namespace Chaos.Benchmarks;

/// <summary>
/// The whole path of an operation without a system: generator of the workload register, scheduler, journal on disk, thread pool,
/// client, completion. The target is 100,000 operations a second on two cores, with less than 1 KiB allocated for each.
/// </summary>
internal static class SchedulerBenchmark
{
    private const double TargetPerSecond = 100_000;
    private const double TargetBytes = 1024;

    public static async Task<int> RunAsync(int seconds, int ratePerSecond)
    {
        await MeasureAsync(1, ratePerSecond); // the compiler warms up
        var cpu = Environment.CpuUsage.TotalTime;
        var (perSecond, bytes, latencyUs) = await MeasureAsync(seconds, ratePerSecond);
        Console.WriteLine($"{perSecond:F0} operations/s, {bytes:F0} bytes/operation, median latency {latencyUs:F0} us");
        // On a machine that is busy with other things the processor time tells more than the clock.
        var cpuUs = (Environment.CpuUsage.TotalTime - cpu).TotalMicroseconds / (perSecond * seconds);
        Console.WriteLine($"{cpuUs:F1} us of processor time for each operation, on {Environment.ProcessorCount} cores");
        var met = bytes < TargetBytes && (perSecond >= TargetPerSecond || (ratePerSecond > 0 && perSecond >= ratePerSecond * 0.95));
        Console.WriteLine(met ? "target met" : $"target missed: {TargetPerSecond} operations/s and {TargetBytes} bytes/operation");
        return met ? 0 : 1;
    }

    private static async Task<(double PerSecond, double Bytes, double LatencyUs)> MeasureAsync(int seconds, int ratePerSecond)
    {
        var workload = WorkloadCatalog.All.Single(candidate => candidate.Name == "register");
        var plan = workload.CreatePlan(new WorkloadSettings
        {
            RatePerSecond = ratePerSecond,
            Concurrency = 64,
            Keys = 10,
            TimeLimit = TimeSpan.FromSeconds(seconds),
            Parameters = Options.Create("workload register", workload.Parameters, []),
        });
        var path = Path.Combine(Path.GetTempPath(), $"chaos-benchmark-{Environment.ProcessId}.jsonl");
        try
        {
            var clock = new RunClock(TimeProvider.System);
            var test = new ChaosTest
            {
                Name = "benchmark",
                Seed = 1,
                Nodes = ["n1"],
                Concurrency = 64,
                Generator = plan.Main,
                TimeLimit = TimeSpan.FromSeconds(seconds),
                OpenClient = (_, _) => ValueTask.FromResult<IClient>(new NoOpClient()),
            };
            using var journal = Journal.Create(path, new HistoryHeader { RunId = "benchmark", WallAtStart = clock.WallAtStart });
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var outcome = await RealTimeRunner.RunAsync(test, clock, journal);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            if (outcome.Failure is { } failure) throw new InvalidOperationException(failure.Message);
            var main = outcome.Phases[0];
            var latencies = Latencies(outcome.History);
            return (latencies.Length / ((main.EndNs - main.StartNs) / 1e9), (double)allocated / latencies.Length,
                latencies[latencies.Length / 2] / 1e3);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static long[] Latencies(History history)
    {
        var latencies = Enumerable.Range(0, history.Count)
            .Where(i => history.CompletionOf(i) >= 0)
            .Select(i => history[history.CompletionOf(i)].TimeNs - (history[i].DueNs ?? history[i].TimeNs))
            .ToArray();
        Array.Sort(latencies);
        return latencies;
    }
}
