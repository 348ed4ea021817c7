using Xunit;

namespace Chaos.ContainerTests.Runs;

/// <summary>Whole runs with power losses: a correct system on honest disks loses nothing, on lying ones it does, and Chaos says so.</summary>
public sealed class DiskRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_honest_disks_power_losses_cost_nothing_that_was_acknowledged()
    {
        Engine.Require();
        using var folder = new RunFolder();

        var end = await RunProcess.RunAsync($"run etcd --nodes 3 --nemesis power-loss --time-limit 15s --json --out {folder.Path}", Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        var fault = end.Json["faults"]![0]!;
        Assert.True((int)fault["effective"]! > 0 && (int)fault["effective"]! == (int)fault["injections"]!, end.Told);
        Assert.Equal("none", (string?)fault["breaks"]);
        Assert.Contains(end.Json["checkers"]!.AsArray(), checker => (string?)checker!["name"] == "no-split-brain");
    }

    [Fact]
    public async Task On_lying_disks_the_acknowledged_writes_that_went_are_named()
    {
        Engine.Require();
        using var folder = new RunFolder();

        var end = await RunProcess.RunAsync(
            $"run etcd --nodes 3 --nemesis power-loss:disk=lying-fsync:target=all --beyond-quorum --time-limit 15s --json --out {folder.Path}",
            Cancel);

        Assert.True(end.ExitCode == 1, end.Told);
        Assert.Equal("storage", (string?)end.Json["faults"]![0]!["breaks"]);
        Assert.True((int)end.Json["faults"]![0]!["effective"]! > 0, end.Told);
        Assert.Contains(
            end.Json["anomalies"]!.AsArray(), anomaly => ((string?)anomaly!["sentence"])!.Contains("returned nil", StringComparison.Ordinal));
        Assert.Contains("outside its stated model", await File.ReadAllTextAsync(Path.Combine(folder.Path, "report.html"), Cancel), StringComparison.Ordinal);
    }
}
