using System.Diagnostics;
using Chaos.Clusters;

namespace Chaos.Benchmarks;

/// <summary>How long pods take from nothing to running, and away again; the images are there before.</summary>
internal static class StartBenchmark
{
    public static async Task<int> RunAsync(Flags flags)
    {
        var nodes = (int)flags.Number("--nodes", 9);
        var rounds = (int)flags.Number("--rounds", 3);
        using var engine = await DockerEngine.ConnectAsync(CancellationToken.None);
        // Builds the images where they are not there yet.
        await (await SmallPods.StartAsync(engine, $"bench-{Environment.ProcessId}-0", 1)).DisposeAsync();
        var starts = new List<double>();
        for (var round = 1; round <= rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var cluster = await SmallPods.StartAsync(engine, $"bench-{Environment.ProcessId}-{round}", nodes);
            starts.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            start = Stopwatch.GetTimestamp();
            await cluster.DisposeAsync();
            Console.WriteLine($"{nodes} pods: started in {starts[^1] / 1000:0.00} s, removed in {Stopwatch.GetElapsedTime(start).TotalSeconds:0.00} s");
        }

        Console.WriteLine($"median of the starts: {SmallPods.Median(starts) / 1000:0.00} s");
        return 0;
    }
}
