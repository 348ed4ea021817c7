using Xunit;

namespace Chaos.ContainerTests.Runs;

public sealed class MembershipRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Members_of_etcd_are_replaced_added_and_removed_under_load_and_come_back()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run etcd --nodes 3 --nemesis membership:for=6s:every=15s --time-limit 50s --rate 100 --seed 3 --json --out {folder.Path}", Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        var row = Assert.Single(end.Json["faults"]!.AsArray())!;
        Assert.True((int)row["effective"]! >= 2, end.Told);
        // The spare node has a log of its own, and the member that came back has both of its lives in one.
        Assert.True(File.Exists(Path.Combine(folder.Path, "nodes", "n4", "server.log")), end.Told);
        Assert.Empty(Directory.GetFiles(Path.Combine(folder.Path, "nodes"), "missing.txt", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_node_of_OVSDB_asks_to_be_taken_in_and_its_place_is_given_back()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run ovsdb --nodes 3 --nemesis membership:shape=replace:for=4s:every=10s --time-limit 20s --rate 100 --seed 3 --json --out {folder.Path}", Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        Assert.True((int)Assert.Single(end.Json["faults"]!.AsArray())!["effective"]! >= 1, end.Told);
    }

    [Fact]
    public async Task A_controller_of_Kafka_gets_its_vote_when_it_reads_the_log_and_gives_it_back()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            "run kafka --nodes 3 --opt controllers=3 --nemesis membership:shape=replace:target=leader:for=3s:every=12s --time-limit 25s "
            + $"--rate 100 --seed 3 --json --out {folder.Path}", Cancel);

        Assert.True(end.ExitCode == 0, end.Told);
        Assert.True((int)Assert.Single(end.Json["faults"]!.AsArray())!["effective"]! >= 1, end.Told);
    }
}
