using System.Diagnostics;
using Chaos.Checking;

namespace Chaos.Benchmarks;

/// <summary>The check of one history, several times where that is quick.</summary>
/// <param name="Result">The verdict.</param>
/// <param name="Seconds">The median time.</param>
/// <param name="CpuSeconds">The median processor time of this process meanwhile.</param>
internal sealed record CheckTimes(CheckResult Result, double Seconds, double CpuSeconds)
{
    private const int Runs = 5;
    private const int WarmUps = 20;
    private const int WarmUpOperations = 2_000;

    /// <summary>Lets the compiler finish with what every check runs through.</summary>
    public static void WarmUp()
    {
        for (var seed = 0UL; seed < WarmUps; seed++)
            Check(new RegisterModel(), new History(RegisterLoad.Run(new LoadShape(WarmUpOperations, 5, 0.01), seed)), new CheckBudget());
    }

    /// <summary>Checks a history up to five times, within about a second.</summary>
    public static CheckTimes Of(IModel model, History history, CheckBudget budget)
    {
        var (seconds, cpu) = (new List<double>(), new List<double>());
        CheckResult result;
        do
        {
            var (watch, start) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            result = Check(model, history, budget);
            seconds.Add(watch.Elapsed.TotalSeconds);
            cpu.Add((Environment.CpuUsage.TotalTime - start).TotalSeconds);
        }
        while (seconds.Count < Runs && cpu.Sum() < 1);
        return new CheckTimes(result, Median(seconds), Median(cpu));
    }

    private static CheckResult Check(IModel model, History history, CheckBudget budget) =>
        new LinearizabilityChecker(model).Check(new Evidence(history, [], []), budget, CancellationToken.None);

    private static double Median(List<double> numbers)
    {
        numbers.Sort();
        return numbers[numbers.Count / 2];
    }
}
