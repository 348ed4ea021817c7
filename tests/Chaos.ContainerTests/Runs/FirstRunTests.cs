using System.Text.Json.Nodes;
using Xunit;

namespace Chaos.ContainerTests.Runs;

public sealed class FirstRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_etcd_nodes_survive_partitions_kills_and_pauses()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run etcd --nodes 5 --nemesis partition,kill,pause --time-limit 60s --seed 1 --json --out {folder.Path}", Cancel);
        Assert.True(end.ExitCode == 0, end.Told);
        var results = end.Json;
        Assert.Equal("valid", (string?)results["verdict"]);
        Assert.True((long)results["operations"]!["ok"]! >= 3_000, end.Told);
        Assert.True((long)results["metrics"]!["duringFaults"]!["ok"]! >= 300, end.Told);
        Assert.True((int)results["metrics"]!["leaderChanges"]! >= 1, end.Told);
        var faults = results["faults"]!.AsArray();
        Assert.Equal(["partition", "kill", "pause"], faults.Select(fault => (string?)fault!["name"]));
        Assert.All(faults, fault =>
        {
            Assert.True((int)fault!["injections"]! >= 2, end.Told);
            Assert.Equal((int)fault["injections"]!, (int)fault["effective"]!);
        });
        Assert.True(File.Exists(Path.Combine(folder.Path, "report.html")));
        Assert.Equal(5, Directory.GetDirectories(Path.Combine(folder.Path, "nodes")).Length);
    }

    [Fact]
    public async Task Serializable_reads_behind_a_partition_are_caught_and_the_missed_write_is_named()
    {
        Engine.Require();
        using var folder = new RunFolder();
        var end = await RunProcess.RunAsync(
            $"run etcd --nodes 5 --nemesis partition --opt read=serializable --time-limit 45s --seed 1 --json --out {folder.Path}", Cancel);
        Assert.True(end.ExitCode == 1, end.Told);
        var stale = end.Json["anomalies"]!.AsArray().First(anomaly => (string?)anomaly!["name"] == "stale-read")!;
        Assert.Contains("overwritten by", (string?)stale["sentence"], StringComparison.Ordinal);
        Assert.True(stale["operations"]!.AsArray().Count >= 2);

        await Checked_again_without_an_engine_it_is_the_same(folder, end.Json);
        await Cut_off_after_the_violation_it_is_still_invalid(folder, stale);
    }

    private static async Task Checked_again_without_an_engine_it_is_the_same(RunFolder folder, JsonNode run)
    {
        var again = await RunProcess.RunAsync($"check {folder.Path} --json", Cancel, NoEngine);
        Assert.Equal(1, again.ExitCode);
        foreach (var name in new[] { "verdict", "safety", "coverage", "recovery", "operations", "anomalies", "faults" })
            Assert.True(JsonNode.DeepEquals(run[name], again.Json[name]), $"{name}: {again.Told}");
    }

    private static async Task Cut_off_after_the_violation_it_is_still_invalid(RunFolder folder, JsonNode stale)
    {
        var last = stale["operations"]!.AsArray().Max(index => (long)index!);
        var lines = await File.ReadAllLinesAsync(folder.History, Cancel);
        // The completion of the last operation must be there, and one line more that is cut in its middle.
        var keep = lines.Index().Skip((int)last + 2)
            .First(line => ProcessOf(line.Item) == ProcessOf(lines[last + 1])).Index + 1;
        var kept = string.Join('\n', lines[..keep]) + "\n" + lines[keep][..(lines[keep].Length / 2)];
        await File.WriteAllTextAsync(folder.History, kept, Cancel);
        var cut = await RunProcess.RunAsync($"check {folder.Path} --json", Cancel, NoEngine);
        Assert.True(cut.ExitCode == 1, cut.Told);
        var invoked = lines[1..keep].Count(line => line.Contains("\"type\":\"invoke\"", StringComparison.Ordinal)
            && !line.Contains("\"process\":\"nemesis\"", StringComparison.Ordinal));
        Assert.Equal(invoked, (long)cut.Json["operations"]!["total"]!);
        Assert.Contains("middle of line", cut.Json["notes"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private static string ProcessOf(string line) => JsonNode.Parse(line)!["process"]!.ToJsonString();

    private static (string, string) NoEngine => ("DOCKER_HOST", "unix:///nonexistent/docker.sock");
}
