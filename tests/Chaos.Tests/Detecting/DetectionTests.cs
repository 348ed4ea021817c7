using System.Globalization;
using Chaos.Campaigns;
using Chaos.Consensus;
using Chaos.Simulation;
using Chaos.Tests.Checking;
using Xunit;

namespace Chaos.Tests.Detecting;

/// <summary>Every seeded bug is found, and none where it is off.</summary>
public sealed class DetectionTests(ITestOutputHelper output)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void There_are_names_rules_and_hunts_for_all_bugs()
    {
        Assert.Equal(Enum.GetValues<SeededBug>().Order(), SeededBugs.All.Select(bug => bug.Bug).Order());
        Assert.Equal(SeededBugs.All.Count, SeededBugs.All.Select(bug => bug.Name).Distinct().Count());
        foreach (var bug in SeededBugs.All)
        {
            var plan = RunPlan.Resolve(BugHunts.Of(bug.Bug).Of(bug.System, bug.Name, 1));
            Assert.True(plan.Request.StopOnViolation);
        }
    }

    [Fact]
    public async Task All_bugs_are_found_with_three_seeds_and_with_twenty_in_the_full_tests()
    {
        var order = Judging.IsFull ? new DetectionOrder() : new DetectionOrder { Seeds = 3, Runs = 100 };
        var table = new DetectionTable(TimeProvider.System, new Progress<string>());
        var rows = new List<DetectionRow>();
        foreach (var bug in SeededBugs.All)
        {
            rows.Add(await table.MeasureAsync(bug, BugHunts.Of(bug.Bug), order, Stop));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{bug.Name}: {rows[^1].Found} of {rows[^1].Searches.Count}, median {rows[^1].MedianRuns} runs, {rows[^1].MedianSimulatedNs / 1e9:F0} s"));
        }

        Assert.All(rows, row => Assert.True(row.Found == row.Searches.Count, $"{row.Bug.Name} was found {row.Found} times of {row.Searches.Count}."));
        Assert.True(rows.Count(row => row.MedianRuns <= 100) >= 0.9 * rows.Count);
        Assert.Contains(rows[0].Bug.Name, DetectionPage.Of(rows, "test", "Measured now."), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bug_that_is_off_is_not_reported_under_any_hunt()
    {
        var hunts = SeededBugs.All.Select(bug => (bug.System, Hunt: BugHunts.Of(bug.Bug))).Distinct().ToArray();
        var runs = Judging.IsFull ? 50 : 1;
        foreach (var (system, hunt) in hunts)
        {
            for (ulong seed = 1; seed <= (ulong)runs; seed++)
            {
                // The lease of a hunt for leases is one that may be relied upon.
                var request = hunt.Of(system, SeededBugs.NoBug, seed) with { TimeLimit = TimeSpan.FromSeconds(Judging.IsFull ? 60 : 10) };
                var trial = new SimulatedTrial(RunPlan.Resolve(request).On(new SimulationSupport()));
                await trial.ExecuteAsync(Stop);
                var results = trial.Judge(TimeProvider.System, Stop);
                Assert.False(results.Safety is Verdict.Invalid, $"{hunt.Nemeses}, seed {seed}: {results.Summary}");
                Assert.Empty(trial.Crashes);
            }
        }
    }

    [Fact]
    public void A_run_that_names_no_faults_gets_the_hunt_and_the_users_own_options_win()
    {
        var request = new RunRequest
        {
            System = "raft",
            Seed = 1,
            Backend = "simulation",
            Options = new Dictionary<string, string> { ["bug"] = "votes-twice", ["election-ms"] = "200" },
        };
        var filled = BugHunts.FillIn(request);
        Assert.Equal(("votes-twice", 5, true), (filled.Hunt, filled.Nodes, filled.StopOnViolation));
        Assert.Equal("200", filled.Options["election-ms"]);
        Assert.Equal("off", filled.Options["pre-vote"]);
        Assert.Same(request.Options, BugHunts.FillIn(request with { Backend = "docker" }).Options);
        var clean = request with { Options = new Dictionary<string, string>() };
        Assert.Equal(clean, BugHunts.FillIn(clean));
    }
}
