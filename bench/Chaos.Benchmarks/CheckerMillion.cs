using System.Diagnostics;
using Chaos.Checking;

namespace Chaos.Benchmarks;

/// <summary>A million operations over a thousand keys, from the file to the verdict, on a cold process. The target is 2 s on two cores.</summary>
internal static class CheckerMillion
{
    private const double TargetSeconds = 2;

    /// <summary>Makes the history, then reads and checks it in a process of its own.</summary>
    public static int Run(int keys, double crashedShare)
    {
        var shape = new LoadShape(1_000_000 / keys, 5, crashedShare);
        using var file = new HistoryWriter(Enumerable.Range(0, keys)
            .SelectMany(key => RegisterLoad.Run(shape, (ulong)key, $"k{key}").Select(entry => entry with { Process = (entry.Process * keys) + key }))
            .OrderBy(entry => entry.TimeNs)
            .Select((entry, index) => entry with { Index = index }));
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["checker-file", file.Path]))!;
        child.WaitForExit();
        return child.ExitCode;
    }

    /// <summary>Reads and checks one file of registers.</summary>
    public static int Check(string path)
    {
        var watch = Stopwatch.StartNew();
        var history = HistoryImport.Read(path).History;
        var read = watch.Elapsed;
        var readCpu = Environment.CpuUsage.TotalTime;
        var result = new LinearizabilityChecker(new RegisterModel())
            .Check(new Evidence(history, [], []), new CheckBudget(), CancellationToken.None);
        var total = watch.Elapsed;
        Console.WriteLine($"{result.Verdict}: {result.Reason}");
        var cpu = Environment.CpuUsage.TotalTime;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            $"{new FileInfo(path).Length / 1e6:F0} MB, {history.Count:N0} entries: read {read.TotalSeconds:F2} s, check "
            + $"{(total - read).TotalSeconds:F2} s, both {total.TotalSeconds:F2} s; processor time {cpu.TotalSeconds:F2} s (of that "
            + $"{readCpu.TotalSeconds:F2} s for the start and reading), "
            + $"peak {self.PeakWorkingSet64 >> 20} MB");
        return result.Verdict is Verdict.Valid && total.TotalSeconds < TargetSeconds ? 0 : 1;
    }
}
