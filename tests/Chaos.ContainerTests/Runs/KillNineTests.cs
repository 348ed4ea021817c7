using Chaos.Nemeses;
using Xunit;

namespace Chaos.ContainerTests.Runs;

/// <summary><c>kill -9</c> of Chaos in the middle of every family's fault, whoever adds one: nothing keeps running, and the next start cleans up.</summary>
public sealed class KillNineTests
{
    private static readonly TimeSpan PodsGoWithin = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_kill_minus_9_during_any_fault_nothing_runs_and_the_next_start_leaves_nothing()
    {
        using var engine = await Engines.RequireAsync();
        var support = await engine.ProbeFaultsAsync(TimeProvider.System, Cancel);
        var former = 0;
        foreach (var family in NemesisCatalog.All.Where(family => family.SupportOn(support).IsAvailable))
        {
            using var folder = new RunFolder();
            // It is over in half a second, and what is in force is told every five.
            var often = family.Name == "maintenance" ? ":every=1s" : "";
            var versions = family.Name == "upgrade" ? " --opt version=3.4.23 --opt upgrade-to=3.5.16" : "";
            await using var run = RunProcess.Start(
                $"run etcd --nodes 3 --nemesis {family.Name}{often}{versions} --time-limit 120s --rate 50 --out {folder.Path}");
            await run.UntilItSaysAsync("is healthy", Cancel);
            await NothingIsLeftOfAsync(former);
            await run.UntilItSaysAsync($"in force: {family.Name}", Cancel);
            run.Kill();
            await run.EndAsync(Cancel);
            await NothingRunsOfAsync(run.Id, family.Name);
            former = run.Id;
        }

        using var last = new RunFolder();
        await RunProcess.RunAsync($"run etcd --nodes 1 --time-limit 1s --out {last.Path}", Cancel);
        await NothingIsLeftOfAsync(former);
    }

    private static async Task NothingRunsOfAsync(int owner, string family)
    {
        using var limit = new CancellationTokenSource(PodsGoWithin, TimeProvider.System);
        while (await Engine.ContainersAsync(owner, all: false) is { Length: > 0 } running)
        {
            Assert.False(limit.IsCancellationRequested, $"{family}: after {PodsGoWithin.TotalSeconds} s still running: {string.Join(", ", running)}");
            await Task.Delay(TimeSpan.FromMilliseconds(250), TimeProvider.System, Cancel);
        }
    }

    private static async Task NothingIsLeftOfAsync(int owner)
    {
        if (owner == 0) return;
        Assert.Empty(await Engine.ContainersAsync(owner, all: true));
        Assert.Empty(await Engine.NetworksAsync(owner));
        Assert.Empty(await Engine.VolumesAsync(owner));
    }
}
