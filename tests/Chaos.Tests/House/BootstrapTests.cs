using Xunit;

namespace Chaos.Tests.House;

/// <summary>What <c>./chaos</c> decides before it becomes the tool. Nothing here is installed or started.</summary>
public sealed class BootstrapTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("run etcd --nodes 5")]
    [InlineData("run etcd --on docker")]
    [InlineData("sweep etcd --nodes 1,3")]
    [InlineData("prove no-split-brain etcd")]
    [InlineData("run raft --on docker")]
    [InlineData("run paxos --nodes 5 --on=docker")]
    [InlineData("sweep raft,etcd --nodes 1,3")]
    [InlineData("prove no-split-brain raft --on docker")]
    public async Task A_command_that_starts_nodes_needs_an_engine(string arguments) =>
        Assert.Equal(0, (await Shell.RunAsync($"needs_engine {arguments}", null, Cancelled)).Code);

    [Theory]
    [InlineData("")]
    [InlineData("run")]
    [InlineData("run --help")]
    [InlineData("run raft --nodes 5")]
    [InlineData("run paxos")]
    [InlineData("prove no-split-brain raft")]
    [InlineData("run etcd --on simulation")]
    [InlineData("run etcd --on=simulation")]
    [InlineData("check chaos-runs/x --json")]
    [InlineData("report chaos-runs/x")]
    [InlineData("explain term")]
    [InlineData("clean")]
    [InlineData("doctor")]
    public async Task A_command_that_starts_none_needs_no_engine(string arguments) =>
        Assert.Equal(1, (await Shell.RunAsync($"needs_engine {arguments}", null, Cancelled)).Code);

    [Theory]
    [InlineData("defaults:\\n  system: raft\\n  on: simulation\\ncells:\\n  - nodes: 3", 1)]
    [InlineData("defaults:\\n  system: raft\\n  on: simulation\\ncells:\\n  - nodes: 3\\n    on: docker", 0)]
    [InlineData("defaults:\\n  system: raft\\ncells:\\n  - nodes: 3\\n    on: simulation", 0)]
    public async Task A_suite_that_simulates_everything_needs_no_engine(string suite, int code) => Assert.Equal(
        code,
        (await Shell.RunAsync(
            $"at=$(mktemp); printf '{suite}' >$at; needs_engine suite $at --out x; code=$?; rm $at; exit $code", null, Cancelled)).Code);

    [Theory]
    [InlineData("replay", "simulation", 1)]
    [InlineData("shrink", "simulation", 1)]
    [InlineData("replay", "docker", 0)]
    public async Task A_stored_run_in_simulation_needs_no_engine_to_be_repeated(string command, string backend, int code) => Assert.Equal(
        code,
        (await Shell.RunAsync(
            $"at=$(mktemp -d); echo '\"backend\": \"{backend}\",' >$at/run.json; needs_engine {command} $at; code=$?; rm -r $at; exit $code",
            null, Cancelled)).Code);

    [Theory]
    [InlineData("run raft --nodes 5", 0)]
    [InlineData("sweep etcd,paxos --nodes 1,3", 0)]
    [InlineData("run etcd --nodes 5", 1)]
    public async Task The_program_of_our_own_nodes_is_built_for_commands_that_name_them(string arguments, int code) =>
        Assert.Equal(code, (await Shell.RunAsync($"mentions_own_system {arguments}", null, Cancelled)).Code);

    [Fact]
    public async Task A_dead_engine_that_somebody_chose_is_left_to_the_tool()
    {
        var (code, output, errors) = await Shell.RunAsync(
            "apt_install() { echo installed; }; start_engine() { echo started; }; ensure_engine; echo ${command_installs:-0}",
            new Dictionary<string, string> { ["DOCKER_HOST"] = "unix:///nowhere/docker.sock" },
            Cancelled);

        Assert.Equal((0, "0\n", ""), (code, output, errors));
    }

    [Fact]
    public async Task Where_installing_is_forbidden_the_message_says_what_to_do_by_hand()
    {
        var (code, output, errors) = await Shell.RunAsync(
            "engine_answers() { return 1; }; apt_install() { echo installed; }; start_engine() { echo started; }; ensure_engine_once",
            new Dictionary<string, string> { ["CHAOS_NO_INSTALL"] = "1" },
            Cancelled);

        Assert.Equal((0, ""), (code, output));
        Assert.Contains("CHAOS_NO_INSTALL=1", errors, StringComparison.Ordinal);
        Assert.Contains("Docker engine", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_it_installs_it_says_so()
    {
        const string script = """
            answers=1; engine_answers() { return $answers; }; may_install() { true; }; have() { [ "$1" != dockerd ]; }
            apt_install() { echo "installed $*"; }; start_engine() { echo started; answers=0; }; ensure_engine_once
            """;

        var (code, output, errors) = await Shell.RunAsync(script, null, Cancelled);

        Assert.Equal((0, "installed docker.io iptables\nstarted\n"), (code, output));
        Assert.Contains("apt-get install docker.io", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_older_than_the_build_is_not_built_again()
    {
        const string script = """
            at=$(mktemp -d); root=$at; mkdir "$at/source"; echo 1 > "$at/source/a"; touch -d '2001-01-01' "$at/source/a" "$at/source"
            is_fresh "$at/stamp" source && echo fresh-without-stamp
            touch -d '2002-01-01' "$at/stamp"; is_fresh "$at/stamp" source && echo fresh
            touch "$at/source/a"; is_fresh "$at/stamp" source || echo stale
            touch -d '2001-01-01' "$at/source/a"; rm "$at/source/a"; is_fresh "$at/stamp" source || echo stale-after-removal
            rm -r "$at"
            """;

        Assert.Equal("fresh\nstale\nstale-after-removal\n", (await Shell.RunAsync(script, null, Cancelled)).Output);
    }

    [Fact]
    public async Task An_unknown_argument_of_the_tests_is_bad_usage() =>
        Assert.Equal(64, (await Shell.RunAsync("./chaos test --ful", null, Cancelled)).Code);
}
