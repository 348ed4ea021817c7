using Xunit;

namespace Chaos.ContainerTests.Runs;

/// <summary>Our own consensus nodes in containers: the programs that the simulator runs.</summary>
public sealed class OwnSystemTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("raft")]
    [InlineData("paxos")]
    public async Task Partitions_and_kills_do_not_make_it_lie_and_all_of_them_bite(string system)
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run {system} --on docker --nodes 5 --nemesis partition:every=8s:for=4s,kill:every=8s:for=3s --time-limit 25s --seed 1 --json --out {folder.Path}",
            Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        Assert.True((long)end.Json["operations"]!["ok"]! >= 1_000, end.Told);
        Assert.True((long)end.Json["metrics"]!["elections"]! >= 1, end.Told);
        Assert.All(end.Json["faults"]!.AsArray(), fault => Assert.True((int)fault!["effective"]! >= 1, end.Told));
    }

    [Fact]
    public async Task A_scenario_goes_as_expected()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync($"run raft --on docker --scenario stale-leader --seed 1 --json --out {folder.Path}", Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        var scenario = end.Json["checkers"]!.AsArray().Single(checker => (string?)checker!["name"] == "scenario")!;
        // Its expectations by number; besides them the elections, and who acknowledged what.
        Assert.Equal(4, scenario["details"]!.AsObject().Count(detail => char.IsAsciiDigit(detail.Key[0])));
        Assert.True(scenario["details"]!.AsObject().Count > 4, end.Told);
    }

    [Fact]
    public async Task Reads_that_ask_nobody_are_caught_behind_a_partition()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run raft --on docker --nodes 3 --nemesis partition --opt reads=local --stop-on-violation --time-limit 45s --seed 1 --json --out {folder.Path}",
            Cancel);

        Assert.True(end.ExitCode == 1, end.Told);
        // A history that ends at the violation may not hold what would tell a stale read from others that fit no order.
        Assert.Contains(end.Json["anomalies"]!.AsArray(), anomaly => (string?)anomaly!["name"] is "stale-read" or "non-linearizable");
    }
}
