using Chaos.Clusters;
using Chaos.Systems;

namespace Chaos.Benchmarks;

/// <summary>How long it takes until a new offset of a wall clock is in force for all processes of a real node.</summary>
internal static class ClockBenchmark
{
    private const int WarmUp = 20;

    public static async Task<int> RunAsync(int changes)
    {
        using var engine = await DockerEngine.ConnectAsync(CancellationToken.None);
        var system = SystemCatalog.All.First(one => one.Name == "etcd");
        var clock = new RunClock(TimeProvider.System);
        await using var cluster = await engine.StartAsync(
            new()
            {
                RunId = $"bench-{Environment.ProcessId}",
                Recipe = system.CreateRecipe(Options.Create("system etcd", system.Options, []), 1),
                Needs = new() { Clocks = true },
                Clock = clock,
            },
            CancellationToken.None);
        if (!cluster.TryGetFaults<IClockFaults>(out var clocks)) return 3;
        var first = await ChangeAsync(0);
        for (var i = 0; i < WarmUp; i++) await ChangeAsync(i);
        var all = new List<(double InForce, double RoundTrip)>();
        for (var i = 0; i < changes; i++) all.Add(await ChangeAsync(i));
        await clocks.ResetClockAsync("n1", CancellationToken.None);
        Console.WriteLine($"first, with the patch of the running process   {first.InForce,8:0.000} ms");
        Print("until in force, between two certain moments", all.Select(one => one.InForce));
        Print("request to reply at the controller", all.Select(one => one.RoundTrip));
        return 0;

        async Task<(double InForce, double RoundTrip)> ChangeAsync(int number)
        {
            var sentNs = clock.NowNs;
            var effect = await clocks.SetClockAsync(
                "n1", new() { Offset = TimeSpan.FromSeconds(number + 1) }, CancellationToken.None);
            return ((effect.LatestNs - effect.EarliestNs) / 1e6, (clock.NowNs - sentNs) / 1e6);
        }
    }

    private static void Print(string what, IEnumerable<double> times)
    {
        var sorted = times.Order().ToArray();
        Console.WriteLine(
            $"{what,-46} median {At(0.5):0.000} ms, 95 of 100 below {At(0.95):0.000} ms, worst of {sorted.Length} {sorted[^1]:0.000} ms");

        double At(double share) => sorted[(int)(share * (sorted.Length - 1))];
    }
}
