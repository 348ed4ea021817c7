using System.Diagnostics;
using System.Globalization;
using Chaos.Checking;

namespace Chaos.Benchmarks;

/// <summary>One cell of the matrix, in a process of its own, so that its peak memory is its own.</summary>
internal static class CheckerCell
{
    private const int WarmUpOperations = 2_000;
    private const int Runs = 5;

    /// <summary>Reads a history, checks it and prints one line of fields, separated by tabs.</summary>
    public static int Run(string path, double limitSeconds)
    {
        var budget = new CheckBudget { TimeLimit = TimeSpan.FromSeconds(limitSeconds), MemoryLimitBytes = 2L << 30 };
        for (var seed = 0UL; seed < 20; seed++) // the compiler warms up
            Check(new History(RegisterLoad.Run(new LoadShape(WarmUpOperations, 5, 0.01), seed)), budget);
        var watch = Stopwatch.StartNew();
        var history = HistoryFile.Read(path).History;
        var read = watch.Elapsed;
        var times = new List<double>();
        CheckResult result;
        do
        {
            watch.Restart();
            result = Check(history, budget);
            times.Add(watch.Elapsed.TotalSeconds);
        }
        while (times.Count < Runs && times.Sum() < 1);
        times.Sort();
        Process.GetCurrentProcess().Refresh();
        Console.WriteLine(string.Join('\t',
            result.Verdict.ToString().ToLowerInvariant(),
            times[times.Count / 2].ToString("R", CultureInfo.InvariantCulture),
            read.TotalSeconds.ToString("R", CultureInfo.InvariantCulture),
            Process.GetCurrentProcess().PeakWorkingSet64 >> 20,
            result.Details["configurations"],
            result.Reason));
        return 0;
    }

    private static CheckResult Check(History history, CheckBudget budget) =>
        new LinearizabilityChecker(new RegisterModel()).Check(new Evidence(history, [], []), budget, CancellationToken.None);
}
