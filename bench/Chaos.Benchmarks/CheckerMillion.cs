using System.Diagnostics;
using Chaos.Checking;

namespace Chaos.Benchmarks;

/// <summary>A million operations over many keys, from the file to the verdict, on a cold process. The target is 2 s on two cores.</summary>
internal static class CheckerMillion
{
    private const int Operations = 1_000_000;
    private const double TargetSeconds = 2;
    private const double PeerLimitSeconds = 60;

    /// <summary>Makes the history, then reads and checks it in a process of its own.</summary>
    public static int Run(int keys, double crashedShare, Flags flags)
    {
        using var file = new HistoryWriter(RegisterHistories.Of(
            new LoadShape(Operations / keys, 5, crashedShare), keys, (ulong)flags.Number("--seed", 1)));
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["checker-file", file.Path]))!;
        child.WaitForExit();
        if (Peer.Of(flags) is { } peer) Tell(peer, file.Path);
        return child.ExitCode;
    }

    /// <summary>Reads and checks one file of registers.</summary>
    public static int Check(string path, Flags flags)
    {
        var watch = Stopwatch.StartNew();
        var history = HistoryImport.Read(path).History;
        var (read, readCpu) = (watch.Elapsed, Environment.CpuUsage.TotalTime);
        var result = new LinearizabilityChecker(new RegisterModel())
            .Check(new Evidence(history, [], []), new CheckBudget(), CancellationToken.None);
        var (total, cpu) = (watch.Elapsed, Environment.CpuUsage.TotalTime);
        Console.WriteLine($"{result.Verdict}: {result.Reason}");
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(
            $"{new FileInfo(path).Length / 1e6:F0} MB, {history.Count:N0} entries: read {read.TotalSeconds:F2} s, check "
            + $"{(total - read).TotalSeconds:F2} s, both {total.TotalSeconds:F2} s; processor time {cpu.TotalSeconds:F2} s ("
            + $"{readCpu.TotalSeconds:F2} s start and reading, {(cpu - readCpu).TotalSeconds:F2} s check), peak {self.PeakWorkingSet64 >> 20} MB");
        if (Peer.Of(flags) is { } peer) Tell(peer, path);
        return result.Verdict is not Verdict.Unknown && total.TotalSeconds < TargetSeconds ? 0 : 1;
    }

    private static void Tell(Peer peer, string path)
    {
        var answer = peer.Check(path, PeerLimitSeconds);
        Console.WriteLine($"peer: {answer.Verdict}, check {answer.Seconds:F2} s, processor time {answer.CpuSeconds:F2} s");
    }
}
