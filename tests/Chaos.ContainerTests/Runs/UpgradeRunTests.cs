using Xunit;

namespace Chaos.ContainerTests.Runs;

public sealed class UpgradeRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Etcd_goes_from_one_minor_version_to_the_next_under_load_one_node_at_a_time()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            "run etcd --nodes 3 --opt version=3.4.23 --opt upgrade-to=3.5.16 --nemesis upgrade:for=20s --time-limit 27s --rate 100 --seed 3 --json "
            + $"--out {folder.Path}", Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        Assert.Equal(1, (int)Assert.Single(end.Json["faults"]!.AsArray())!["effective"]!);
        var schedule = await File.ReadAllTextAsync(Path.Combine(folder.Path, "schedule.jsonl"), Cancel);
        Assert.Contains("in the end n1 3.5.16, n2 3.5.16, n3 3.5.16", schedule, StringComparison.Ordinal);
        foreach (var node in new[] { "n1", "n2", "n3" })
        {
            // Both lives in one log, each with its own version.
            var log = await File.ReadAllTextAsync(Path.Combine(folder.Path, "nodes", node, "server.log"), Cancel);
            Assert.Contains("3.4.23", log, StringComparison.Ordinal);
            Assert.Contains("3.5.16", log, StringComparison.Ordinal);
        }
    }
}
