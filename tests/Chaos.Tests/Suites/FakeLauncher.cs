using Chaos.Campaigns;
using Chaos.Reports;

namespace Chaos.Tests.Suites;

/// <summary>Gives runs the ends that a test has written down, and remembers what it was asked for.</summary>
internal sealed class FakeLauncher : IRunLauncher
{
    /// <summary>Gives the end of an attempt; the number counts all attempts from 1.</summary>
    public required Func<RunOrder, int, CellRun> Ends { get; init; }

    /// <summary>Gives the end of a run that was cut off.</summary>
    public Func<RunOrder, CellRun?> Recovers { get; init; } = _ => null;

    public List<RunOrder> Asked { get; } = [];

    public List<string> Reduced { get; } = [];

    public static CellRun End(int run, Verdict verdict, params string[] anomalies) => new()
    {
        Run = run,
        Seed = 1,
        Verdict = verdict,
        ExitCode = (int)verdict,
        Summary = $"{verdict}: as the test says.",
        Anomalies = anomalies,
        Operations = new(100, 90, 5, 5),
        OkDuringFaults = 10,
        P99Ms = 12,
        CheckerMs = 3,
    };

    public Task<CellRun> RunAsync(RunOrder order, CancellationToken stop)
    {
        Asked.Add(order);
        Directory.CreateDirectory(order.Directory);
        return Task.FromResult(Ends(order, Asked.Count) with { Run = order.Run, Seed = order.Request.Seed });
    }

    public Task<CellRun?> RecoverAsync(RunOrder order, CancellationToken stop) => Task.FromResult(Recovers(order));

    public Task<bool> ReduceAsync(RunOrder order, CancellationToken stop)
    {
        Reduced.Add(order.Directory);
        return Task.FromResult(true);
    }
}
