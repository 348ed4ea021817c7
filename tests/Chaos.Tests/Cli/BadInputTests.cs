using Xunit;

namespace Chaos.Tests.Cli;

public sealed class BadInputTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("run etdc", "'etcd'")]
    [InlineData("rum etcd", "'run'")]
    [InlineData("run etcd --workload registr", "'register'")]
    [InlineData("run etcd --nemesis partition,kil", "'kill'")]
    [InlineData("run etcd --nemesis kill:tarket=leader", "'target'")]
    [InlineData("run etcd --opt raed=serializable", "'read'")]
    [InlineData("run etcd --opt read=serialisable", "'serializable'")]
    [InlineData("run etcd --nodse 5", "'--nodes'")]
    [InlineData("suit smoke.yaml", "'suite'")]
    [InlineData("suite smoke.yaml --resum", "'--resume'")]
    [InlineData("sweep etcd,etdc", "'etcd'")]
    [InlineData("prove no-split-brian raft", "'no-split-brain'")]
    [InlineData("prove no-split-brain raf", "'raft'")]
    [InlineData("list sistems", "'systems'")]
    [InlineData("explain linearisability", "'linearizability'")]
    public async Task A_wrong_name_is_bad_usage_and_the_nearest_one_is_named(string line, string nearest)
    {
        var ran = await Tool.RunAsync(line.Split(' '), Cancel);
        Assert.Equal(64, ran.ExitCode);
        Assert.Contains(nearest, ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
    }

    [Theory]
    [InlineData("run etcd --nodes 0", "1 to 9")]
    [InlineData("run etcd --nodes five", "1 to 9")]
    [InlineData("run etcd --time-limit soon", "duration")]
    [InlineData("run etcd --rate -1", "operations a second")]
    [InlineData("run etcd --concurrency 3m", "2n")]
    [InlineData("run etcd --opt serializable", "name=value")]
    [InlineData("run etcd --on moon", "docker")]
    [InlineData("run", "system")]
    [InlineData("suite", "suite file")]
    [InlineData("sweep", "system")]
    [InlineData("sweep etcd --nodes 3,3", "twice")]
    [InlineData("sweep etcd --rate 0", "open-loop")]
    [InlineData("sweep etcd --warm-up 30s --time-limit 30s", "--warm-up")]
    [InlineData("prove", "a claim and a system")]
    [InlineData("prove no-split-brain", "needs a system")]
    [InlineData("prove no-split-brain raft --nodes 2", "--nodes 5")]
    [InlineData("suite nowhere.yaml", "nowhere.yaml")]
    [InlineData("check nowhere.jsonl", "nowhere.jsonl")]
    public async Task A_value_that_makes_no_sense_is_bad_usage_and_the_sentence_says_what_was_expected(string line, string expected)
    {
        var ran = await Tool.RunAsync(line.Split(' '), Cancel);
        Assert.Equal(64, ran.ExitCode);
        Assert.Contains(expected, ran.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at Chaos", ran.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_that_is_not_json_is_bad_input_with_its_line_number()
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, "this is\nno history\nat all\n", Cancel);
        var ran = await Tool.RunAsync(["check", file, "--json"], Cancel);
        File.Delete(file);
        Assert.Equal(64, ran.ExitCode);
        Assert.Contains("line 1", ran.Error, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(ran.Output);
    }

    [Fact]
    public async Task A_suite_with_a_mistyped_key_is_bad_input_with_its_line_and_starts_nothing()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-suite-").FullName;
        var file = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(file, "name: x\ncells:\n  - system: etcd\n    nemsis: kill\n", Cancel);
        var ran = await Tool.RunAsync(["suite", file, "--out", Path.Combine(folder, "night"), "--json"], Cancel);
        Assert.Equal(64, ran.ExitCode);
        Assert.StartsWith($"{file}, line 4: Unknown key of a block of cells 'nemsis'. Did you mean 'nemesis'?", ran.Error, StringComparison.Ordinal);
        Assert.Empty(ran.Output);
        Assert.False(Directory.Exists(Path.Combine(folder, "night")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_suite_without_an_engine_ends_as_infrastructure_and_tells_every_reader()
    {
        var folder = Directory.CreateTempSubdirectory("chaos-suite-").FullName;
        var file = Path.Combine(folder, "suite.yaml");
        await File.WriteAllTextAsync(file, "name: x\nattempts: 1\ncells:\n  - {system: etcd, seeds: [1, 2]}\n", Cancel);
        var ran = await Tool.RunAsync(
            ["suite", file, "--out", Path.Combine(folder, "night"), "--json"], Cancel,
            ("DOCKER_HOST", "unix:///nonexistent/docker.sock"), ("GITHUB_STEP_SUMMARY", Path.Combine(folder, "step.md")));
        Assert.Equal(3, ran.ExitCode);
        Assert.Equal(ran.Output, await File.ReadAllTextAsync(Path.Combine(folder, "night", "results.json"), Cancel));
        Assert.Contains("\"harnessFailures\": 2", ran.Output, StringComparison.Ordinal);
        Assert.Contains("::warning title=x%2C etcd/register%2C none%2C 3 nodes%2C seed 1::", ran.Error, StringComparison.Ordinal);
        Assert.Contains("/nonexistent/docker.sock", await File.ReadAllTextAsync(Path.Combine(folder, "step.md"), Cancel), StringComparison.Ordinal);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task A_dead_engine_socket_is_an_infrastructure_failure_and_says_what_to_do()
    {
        var ran = await Tool.RunAsync(
            ["run", "etcd", "--time-limit", "1s"], Cancel, ("DOCKER_HOST", "unix:///nonexistent/docker.sock"));
        Assert.Equal(3, ran.ExitCode);
        Assert.Contains("/nonexistent/docker.sock", ran.Error, StringComparison.Ordinal);
        Assert.Contains("doctor", ran.Error, StringComparison.Ordinal);
    }
}
