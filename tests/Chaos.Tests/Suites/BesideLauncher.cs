using Chaos.Campaigns;
using Chaos.Reports;

namespace Chaos.Tests.Suites;

/// <summary>Lets those of a block named light wait for company, and remembers how many runs were under way beside each.</summary>
internal sealed class BesideLauncher : IRunLauncher
{
    private readonly Lock gate = new();
    private readonly List<(string Directory, int Beside)> runs = [];
    private readonly TaskCompletionSource company = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int underWay;

    /// <summary>The folders, in the order in which their runs began.</summary>
    public List<string> Began => runs.ConvertAll(run => run.Directory);

    /// <summary>The most runs that were under way at a time.</summary>
    public int MostBeside => runs.Max(run => run.Beside) + 1;

    /// <summary>How many others were under way when those runs began whose folder has this word.</summary>
    public int[] BesideOf(string word) => [.. runs.Where(run => run.Directory.Contains(word, StringComparison.Ordinal)).Select(run => run.Beside)];

    public async Task<CellRun> RunAsync(RunOrder order, CancellationToken stop)
    {
        lock (gate)
        {
            runs.Add((order.Directory, underWay++));
            if (underWay == 2) company.TrySetResult();
        }

        Directory.CreateDirectory(order.Directory);
        if (order.Directory.Contains("light", StringComparison.Ordinal)) await company.Task.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, stop);
        lock (gate) underWay--;
        var isControl = order.Request.Options.TryGetValue("read", out var read) && read == "serializable";
        return FakeLauncher.End(order.Run, isControl ? Verdict.Invalid : Verdict.Valid) with { Seed = order.Request.Seed };
    }

    public Task<CellRun?> RecoverAsync(RunOrder order, CancellationToken stop) => Task.FromResult<CellRun?>(null);

    public Task<bool> ReduceAsync(RunOrder order, CancellationToken stop) => Task.FromResult(true);
}
