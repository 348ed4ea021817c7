using System.Globalization;
using Chaos.Checking;

namespace Chaos.Tests.Checking;

/// <summary>Short ways to ask the checker.</summary>
internal static class Judging
{
    /// <summary>Whether the long tests run too.</summary>
    public static bool IsFull { get; } = Environment.GetEnvironmentVariable("CHAOS_TEST_FULL") == "1";

    /// <summary>Which of the clean runs are to be made, where that is said (<c>CHAOS_TEST_CLEAN_RUNS=FROM-TO</c>): 10,000 take hours.</summary>
    public static (int First, int Last)? CleanRuns { get; } =
        Environment.GetEnvironmentVariable("CHAOS_TEST_CLEAN_RUNS")?.Split('-') is [var first, var last]
            ? (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(last, CultureInfo.InvariantCulture))
            : null;

    /// <summary>How often a property is tried: thousands of times, or 100,000 times with CHAOS_TEST_FULL=1.</summary>
    public static long Iterations(long usual) =>
        IsFull ? Math.Max(100_000, usual) : usual;

    public static CheckResult Judge(this History history, string? engine = null, Sabotage sabotage = Sabotage.None) =>
        new LinearizabilityChecker(new RegisterModel(), sabotage).Check(
            new Evidence(history, [], []),
            new CheckBudget { Engine = engine, TimeLimit = TimeSpan.FromMinutes(10), Parallelism = 1 },
            CancellationToken.None);

    public static CheckResult Judge(this HistoryScript script, string? engine = null) => script.Build().Judge(engine);

    public static CheckResult Judge(History history, IModel model) => new LinearizabilityChecker(model).Check(
        new Evidence(history, [], []), new CheckBudget { TimeLimit = TimeSpan.FromMinutes(1), Parallelism = 1 }, CancellationToken.None);

    /// <summary>Whether any operation has a known result, so that a verdict is due.</summary>
    public static bool SaysSomething(this IEnumerable<Operation> history) => history.Any(operation =>
        operation.Type is OperationType.Ok || operation is { Type: OperationType.Fail, Error: Operation.MismatchError });
}
