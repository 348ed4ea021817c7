using Chaos.Campaigns;
using Chaos.Reports;
using Chaos.Simulation;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Loads;

/// <summary>Every workload on simulated Raft, from the generator to the verdict: clean runs pass, and seeded failures are caught.</summary>
public sealed class ShippedWorkloadTests
{
    public static TheoryData<string> Workloads { get; } =
    [
        "versioned-register", "set", "counter", "queue:delivery=exactly-once:order=fifo", "queue", "log", "unique-ids",
        "monotonic-reads",
    ];

    [Theory]
    [MemberData(nameof(Workloads))]
    public async Task Clean_runs_with_faults_are_valid_and_every_function_succeeds(string workload)
    {
        for (var seed = 1UL; seed <= (Judging.IsFull ? 200UL : 4UL); seed++)
        {
            var results = await RunAsync(workload, seed, ("reads", "index"));
            var checks = string.Join(" | ", results.Checkers.Select(check => $"{check.Name} {check.Verdict}: {check.Reason}"));
            Assert.True(results.Safety is Verdict.Valid, $"seed {seed}: {checks}");
            Assert.True(results.Checkers.Single(check => check.Name == "operations").Verdict is Verdict.Valid, $"seed {seed}: {checks}");
        }
    }

    [Theory]
    [InlineData("versioned-register", "quorum-of-half")]
    [InlineData("set", "stale-leader-reads")]
    [InlineData("monotonic-reads", "quorum-of-half")]
    [InlineData("counter", "stale-leader-reads")]
    [InlineData("log", "quorum-of-half")]
    [InlineData("queue", "quorum-of-half")]
    [InlineData("queue:delivery=exactly-once:order=fifo", "quorum-of-half")]
    [InlineData("unique-ids", "quorum-of-half")]
    public async Task A_seeded_bug_is_caught_within_a_few_seeds(string workload, string bug)
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var results = await RunAsync(workload, seed, ("bug", bug));
            // A broken leader alone would not be the workload's own finding.
            if (results.Checkers.Any(check => check.Name != "no-split-brain" && check.Verdict is Verdict.Invalid)) return;
        }

        Assert.Fail($"{workload} did not notice {bug} in 40 runs.");
    }

    [Fact]
    public async Task Replicas_that_differ_are_found_where_no_read_tells_it()
    {
        for (var seed = 1UL; seed <= 40; seed++)
        {
            var results = await RunAsync("register", seed, ("bug", "quorum-of-half"));
            if (results.Checkers.Single(check => check.Name == "replica-agreement").Verdict is Verdict.Invalid) return;
        }

        Assert.Fail("Members never differed in 40 runs, though half of them decided.");
    }

    [Fact]
    public async Task Maintenance_beside_a_load_is_safe_and_its_effect_is_measured()
    {
        var results = await RunAsync("set", 5, ("reads", "index"), "maintenance:every=1s,kill");
        Assert.Equal(Verdict.Valid, results.Verdict);
        Assert.InRange(results.Faults.Single(fault => fault.Name == "maintenance").Effective, 2, 20);
        var crashes = await RunAsync("set", 6, ("reads", "index"), "maintenance:every=2s:crash=20ms");
        Assert.Equal(Verdict.Valid, crashes.Verdict);
    }

    private static async Task<RunResults> RunAsync(
        string workload, ulong seed, (string Name, string Value) option, string nemeses = "partition:for=2s:every=3s")
    {
        var plan = RunPlan.Resolve(new()
        {
            System = "raft",
            Workload = workload,
            Backend = "simulation",
            Nodes = 4,
            Nemeses = nemeses,
            BeyondQuorum = true,
            TimeLimit = TimeSpan.FromSeconds(12),
            RatePerSecond = 150,
            Seed = seed,
            Options = new Dictionary<string, string> { [option.Name] = option.Value },
        });
        var trial = new SimulatedTrial(plan.On(new SimulationSupport()));
        await trial.ExecuteAsync(CancellationToken.None);
        Assert.Null(trial.Ending.Reason);
        return trial.Judge(TimeProvider.System, CancellationToken.None);
    }
}
