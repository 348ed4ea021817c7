using System.Text.Json.Nodes;
using Xunit;

namespace Chaos.ContainerTests.Runs;

public sealed class ReplayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_replay_injects_the_same_faults_on_the_same_roles_in_the_same_order()
    {
        Engine.Require();
        using var folder = new RunFolder();
        using var again = new RunFolder();
        var original = await RunProcess.RunAsync(
            $"run etcd --nodes 3 --nemesis partition:for=4s,client:for=2s --time-limit 15s --rate 100 --seed 5 --json --out {folder.Path}", Cancel);
        Assert.True(original.ExitCode == 0, original.Told);

        var replay = await RunProcess.RunAsync($"replay {folder.Path} --json --out {again.Path}", Cancel);

        Assert.True(replay.ExitCode == 0, replay.Told);
        var compared = replay.Json["replay"]!;
        Assert.Equal("valid", (string?)compared["verdict"]);
        Assert.Equal((int)compared["faults"]!, (int)compared["injected"]!);
        Assert.Equal((int)compared["faults"]!, (int)compared["sameRoles"]!);
        Assert.True((bool)compared["sameOrder"]!, replay.Told);
        Assert.Equal((int)compared["invocations"]!, (int)compared["sent"]!);
        Assert.Contains(folder.Path, replay.Json["notes"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(Struck(folder), Struck(again));

        // Its own folder is enough to judge it, and says what it repeats.
        var check = await RunProcess.RunAsync($"check {again.Path} --json", Cancel);
        Assert.True(JsonNode.DeepEquals(compared, check.Json["replay"]), check.Told);
    }

    // Shape, how many nodes, and whether the leader was among them (clients belong to a node, whatever its part), in the order in which the faults
    // came into force.
    private static string[] Struck(RunFolder folder) =>
    [
        .. File.ReadLines(Path.Combine(folder.Path, "schedule.jsonl")).Select(line => JsonNode.Parse(line)!)
            .GroupBy(fault => (string)fault["id"]!).Select(lines => lines.Last())
            .Where(fault => fault["fromNs"] is not null).OrderBy(fault => (long)fault["fromNs"]!)
            .Select(fault => (string?)fault["nemesis"] == "client"
                ? $"{fault["shape"]} on {fault["nodes"]!.ToJsonString()}"
                : $"{fault["shape"]} on {fault["nodes"]!.AsArray().Count}, leader: "
                    + $"{fault["nodes"]!.AsArray().Any(node => (string?)node == (string?)fault["leader"])}"),
    ];
}
