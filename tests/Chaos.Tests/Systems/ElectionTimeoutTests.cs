using Chaos.Campaigns;
using Xunit;

namespace Chaos.Tests.Systems;

/// <summary>What <c>prove</c> and <c>sweep</c> need of every system's recipe.</summary>
public sealed class ElectionTimeoutTests
{
    public static TheoryData<string> Names => [.. AllSystems.All.Select(system => system.Name)];

    [Theory]
    [InlineData("zookeeper", "tick-ms", "2000", 6_000)]
    [InlineData("kafka", "session-ms", "3000", 3_000)]
    [InlineData("ovsdb", "election-ms", "2500", 2_500)]
    [InlineData("redis", "down-after-ms", "1500", 1_500)]
    [InlineData("valkey", "down-after-ms", "1500", 1_500)]
    [InlineData("etcd", "election-ms", "700", 700)]
    [InlineData("patroni", "ttl-s", "30", 30_000)]
    public void It_follows_the_option_that_sets_it(string name, string option, string value, double ms) =>
        Assert.Equal(ms, RecipeOf(name, 3, (option, value)).ElectionTimeout!.Value.TotalMilliseconds);

    [Theory]
    [InlineData("nats", 4_000)]
    [InlineData("consul", 1_000)]
    public void Where_nothing_sets_it_it_is_what_the_server_has(string name, double ms) =>
        Assert.Equal(ms, RecipeOf(name, 3).ElectionTimeout!.Value.TotalMilliseconds);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_system_has_clusters_of_one_three_five_and_seven_nodes(string name) => Assert.All(
        // With its default mode a commit of Patroni waits for a replica, which one node does not have.
        name == "patroni" ? new[] { 3, 5, 7 } : [1, 3, 5, 7],
        count =>
        {
            var voters = RecipeOf(name, count).Groups.Where(group => group.Voters).Sum(group => group.Nodes.Count);
            Assert.Equal(count, voters);
        });

    [Fact]
    public void Clients_that_go_on_to_whoever_leads_are_those_of_kafka_sentinel_and_patroni() => Assert.Superset(
        new HashSet<string> { "kafka", "redis", "valkey", "patroni" },
        AllSystems.All.Where(system => !system.ClientsStay).Select(system => system.Name).ToHashSet());

    private static SystemRecipe RecipeOf(string name, int nodes, params (string Name, string Value)[] given)
    {
        var system = AllSystems.All.Single(system => system.Name == name);
        return system.CreateRecipe(
            Options.Create($"system {name}", system.Options, given.ToDictionary(option => option.Name, option => option.Value)), nodes);
    }
}
