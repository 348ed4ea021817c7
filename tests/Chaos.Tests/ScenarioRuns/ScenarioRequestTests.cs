using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.ScenarioRuns;

/// <summary>What a scenario brings, what the user's own words change, and who is refused.</summary>
public sealed class ScenarioRequestTests
{
    [Fact]
    public void It_brings_workload_options_and_load_where_the_user_names_none()
    {
        var request = Scenarios.Of("lost-lease").ApplyTo(new() { System = "etcd", Seed = 1 });

        Assert.Equal("leader-election:questions=1000", request.Workload);
        Assert.Equal("2", request.Options["lease-s"]);
        Assert.Equal((3, "4", 1, TimeSpan.FromSeconds(12)), (request.Nodes, request.Concurrency, request.Keys, request.OperationDeadline));
    }

    [Fact]
    public void The_user_s_own_words_count_more_and_twice_is_once()
    {
        var scenario = Scenarios.Of("sleeping-leader");
        var request = scenario.ApplyTo(new()
        {
            System = "etcd",
            Seed = 1,
            Workload = "lock",
            Concurrency = "6",
            Options = new Dictionary<string, string> { ["lease-s"] = "3", ["version"] = "3.5.16" },
        });

        Assert.Equal(("lock", "6", "3", "3.5.16"), (request.Workload, request.Concurrency, request.Options["lease-s"], request.Options["version"]));
        var again = scenario.ApplyTo(request);
        Assert.Equal(request.Options, again.Options);
        Assert.Equal(request with { Options = again.Options }, again);
    }

    [Fact]
    public void It_lasts_longer_where_nodes_take_long_to_serve_again_and_judging_it_again_changes_nothing()
    {
        var quick = RunPlan.Resolve(new() { System = "etcd", Seed = 1, Scenario = "leader-crash" }).Request;
        var slow = RunPlan.Resolve(new() { System = "kafka", Seed = 1, Scenario = "leader-crash" }).Request;
        Assert.Equal((TimeSpan.FromSeconds(22), TimeSpan.FromSeconds(22 + 25 - 6)), (quick.TimeLimit, slow.TimeLimit));
        Assert.Equal(slow.TimeLimit, RunPlan.Resolve(slow).Request.TimeLimit);
    }

    [Theory]
    [InlineData("rolling-upgrade", "raft", "is for etcd, and not for raft: two versions are needed")]
    [InlineData("sleeping-leader", "raft", "is for etcd, zookeeper, and not for raft: it needs clients that hold leases")]
    [InlineData("snapshot-heal", "paxos", "the nodes have to tell of snapshots")]
    public void A_system_that_it_is_not_for_is_refused_with_the_reason_and_a_command(string name, string system, string words)
    {
        var message = Assert.Throws<UsageException>(() => RunPlan.Resolve(new() { System = system, Seed = 1, Scenario = name })).Message;
        Assert.Contains(words, message, StringComparison.Ordinal);
        Assert.Contains($"./chaos run etcd --scenario {name}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_scenarios_can_be_planned_on_the_systems_that_they_name() => Assert.All(
        Scenarios.All.SelectMany(scenario => scenario.Systems.Keys.DefaultIfEmpty("etcd"), (scenario, system) => (scenario, system)),
        one => Assert.Same(one.scenario, RunPlan.Resolve(new() { System = one.system, Seed = 1, Scenario = one.scenario.Name }).Scenario));

    [Fact]
    public void The_catalogue_tells_what_a_scenario_needs_and_names_are_given_once()
    {
        var needs = Catalog.Entries("scenarios").Single(entry => entry.Name == "rolling-upgrade").Details.Single(detail => detail.Key == "needs").Value;
        Assert.Equal("3 nodes, upgrade; on etcd --opt version=3.4.23 --opt upgrade-to=3.5.16", needs);
        Assert.Equal(Scenarios.All.Count, Scenarios.All.Select(scenario => scenario.Name).Distinct().Count());
    }
}
