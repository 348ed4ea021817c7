using System.Diagnostics;
using System.Globalization;
using Chaos.Checking;

namespace Chaos.Benchmarks;

/// <summary>One history in a process of its own, so that its peak memory is its own.</summary>
internal sealed record CheckerCell(string Verdict, double Seconds, double CpuSeconds, double ReadSeconds, long PeakMb, string Configurations, string Reason)
{
    /// <summary>The head of a table of cells.</summary>
    public const string Head = "verdict | check s | check cpu s | read s | peak MB | configurations |";

    /// <summary>Cells of a table.</summary>
    public string Cells => string.Create(
        CultureInfo.InvariantCulture,
        $"{Verdict} | {Seconds:0.0000} | {CpuSeconds:0.0000} | {ReadSeconds:0.00} | {PeakMb} | {Configurations} |");

    /// <summary>Checks a file in a new process; null where that died.</summary>
    public static CheckerCell? Measure(string path, double limitSeconds)
    {
        using var child = Process.Start(
            new ProcessStartInfo(Environment.ProcessPath!, ["checker-cell", path, limitSeconds.ToString(CultureInfo.InvariantCulture)])
            {
                RedirectStandardOutput = true,
            })!;
        var fields = child.StandardOutput.ReadToEnd().Trim().Split('\t');
        child.WaitForExit();
        return fields.Length == 7
            ? new CheckerCell(
                fields[0], Number(fields[1]), Number(fields[2]), Number(fields[3]), long.Parse(fields[4], CultureInfo.InvariantCulture),
                fields[5], fields[6])
            : null;
    }

    /// <summary>Reads a history, checks it and prints one line of fields, separated by tabs.</summary>
    public static int Run(string path, double limitSeconds)
    {
        var budget = new CheckBudget { TimeLimit = TimeSpan.FromSeconds(limitSeconds), MemoryLimitBytes = 2L << 30 };
        CheckTimes.WarmUp();
        var watch = Stopwatch.StartNew();
        var history = HistoryFile.Read(path).History;
        var read = watch.Elapsed;
        var times = CheckTimes.Of(new RegisterModel(), history, budget);
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Join('\t',
            times.Result.Verdict.ToString().ToLowerInvariant(),
            times.Seconds.ToString("R", CultureInfo.InvariantCulture),
            times.CpuSeconds.ToString("R", CultureInfo.InvariantCulture),
            read.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
            self.PeakWorkingSet64 >> 20,
            times.Result.Details["configurations"],
            times.Result.Reason));
        return 0;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
