using System.Globalization;
using Chaos.Campaigns;

namespace Chaos.Benchmarks;

/// <summary>
/// Five simulated Raft nodes under load and faults, the whole run: clients, nemeses, probes, history, everything but files and checks. An
/// event is a message delivered, a timer that the program sees, a disk completion or a request of a client. The target is a million events
/// for each second of processor time.
/// </summary>
internal static class SimulationBenchmark
{
    private const double TargetPerSecond = 1_000_000;

    public static async Task<int> RunAsync(int seconds, int ratePerSecond)
    {
        await TrialOf(300, ratePerSecond).ExecuteAsync(CancellationToken.None); // the compiler warms up
        var trial = TrialOf(seconds, ratePerSecond);
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var cpu = Environment.CpuUsage.TotalTime;
        await trial.ExecuteAsync(CancellationToken.None);
        cpu = Environment.CpuUsage.TotalTime - cpu;
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        if (trial.Events is not { } events || trial.Ending.Reason is { } reason && reason.Length > 0)
        {
            await Console.Error.WriteLineAsync($"The run failed: {trial.Ending.Reason}");
            return 1;
        }

        var operations = trial.Evidence.History.Where(entry => entry is { IsClient: true, Type: OperationType.Ok }).ToArray();
        var writes = operations.Count(entry => entry.F != RegisterOperations.Read);
        var perSecond = events.Total / cpu.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{perSecond / 1e6:F2} million events a second of processor time ({events.Total:N0} events in {cpu.TotalSeconds:F2} s)"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {events.Messages:N0} messages, {events.Timers:N0} timers, {events.Flushes:N0} flushes, {events.Requests:N0} requests"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {events.MeanPending:F0} events pending on average, {(double)writes / seconds:F0} writes and {(double)operations.Length / seconds:F0} "
            + $"operations ok a second, {trial.Evidence.Schedule.Count} faults"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"  {seconds} simulated seconds; an hour would take {cpu.TotalSeconds / seconds * 3600:F0} s; {allocated / events.Total} bytes allocated an event"));
        return perSecond >= TargetPerSecond ? 0 : 1;
    }

    private static SimulatedTrial TrialOf(int seconds, int ratePerSecond) => new(RunPlan.Resolve(new()
    {
        System = "raft",
        Backend = "simulation",
        Nodes = 5,
        Nemeses = "partition,kill,pause",
        Concurrency = "10",
        RatePerSecond = ratePerSecond,
        TimeLimit = TimeSpan.FromSeconds(seconds),
        Seed = 1,
    }));
}
