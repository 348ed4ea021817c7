using System.Diagnostics;
using Chaos.Clusters;

namespace Chaos.Benchmarks;

/// <summary>
/// How long until a partition is in force on all nodes, and until it is healed: by our agents, and by nft through docker exec in parallel. Both
/// sides take turns in one run, so that a busy machine slows both.
/// </summary>
internal static class PartitionBenchmark
{
    private const string Fault = "bench";

    public static async Task<int> RunAsync(Flags flags)
    {
        var nodes = (int)flags.Number("--nodes", 5);
        var rounds = (int)flags.Number("--rounds", 20);
        using var engine = await DockerEngine.ConnectAsync(CancellationToken.None);
        var runId = $"bench-{Environment.ProcessId}";
        await using var cluster = await SmallPods.StartAsync(engine, runId, nodes);
        if (!cluster.TryGetFaults<INetworkFaults>(out var network)) return 70;
        var nft = await NftContainers.StartAsync(engine.Client, $"{runId}-nft", cluster.Images[0].Id, nodes);
        try
        {
            await CompareAsync(cluster, network, nft, rounds);
            return 0;
        }
        finally
        {
            await nft.RemoveAsync();
        }
    }

    private static async Task CompareAsync(DockerCluster cluster, INetworkFaults network, NftContainers nft, int rounds)
    {
        var names = cluster.Nodes.Select(node => node.Name).ToArray();
        var side = names.Length / 2;
        Link[] cuts =
            [.. from a in names[..side] from b in names[side..] from link in new[] { new Link(a, b), new Link(b, a) } select link];
        var times = new Dictionary<string, List<double>>();
        // The first round warms up: connections, compiled code, caches.
        for (var round = -1; round < rounds; round++)
        {
            await TimeAsync("agents cut", async () => await network.CutAsync(Fault, cuts, CancellationToken.None));
            await TimeAsync("agents heal", async () => await network.HealAsync(Fault, CancellationToken.None));
            await TimeAsync("nft cut", () => nft.CutAsync(side));
            await TimeAsync("nft heal", nft.HealAsync);
            if (round < 0) times.Clear();
        }

        foreach (var (what, all) in times)
            Console.WriteLine($"{what,-12} median {SmallPods.Median(all),8:0.0} ms   least {all.Min(),8:0.0} ms   most {all.Max(),8:0.0} ms");
        Console.WriteLine($"A partition of {names.Length} nodes takes effect {Ratio("cut"):0.0} times faster by the agents, and is healed {Ratio("heal"):0.0} times faster.");

        double Ratio(string what) => SmallPods.Median(times[$"nft {what}"]) / SmallPods.Median(times[$"agents {what}"]);

        async Task TimeAsync(string what, Func<Task> act)
        {
            var start = Stopwatch.GetTimestamp();
            await act();
            if (!times.TryGetValue(what, out var all)) times[what] = all = [];
            all.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }
}
