using System.Net;
using Chaos.Campaigns;
using Chaos.Nemeses;
using Chaos.Systems.Kafka;
using Xunit;

namespace Chaos.Tests.Systems.Kafka;

public sealed class KafkaControllersTests
{
    private static readonly Dictionary<string, string> apart = new() { ["controllers"] = "3" };
    private readonly KafkaSystem system = new(ServersDirectory.None);

    [Fact]
    public void Controllers_apart_are_a_group_that_votes_and_serves_no_clients()
    {
        var groups = system.CreateRecipe(Options.Create("system kafka", system.Options, apart), 5).Groups;
        Assert.Equal(["n1 n2 n3 n4 n5", "c1 c2 c3"], groups.Select(group => string.Join(' ', group.Nodes)));
        Assert.Equal([false, true], groups.Select(group => group.Voters));
        Assert.Equal([true, false], groups.Select(group => group.NeedsMajority && group.ServesClients));
        Assert.Equal([9092, 9093], groups.SelectMany(group => group.Ports.Values));
    }

    [Fact]
    public void Each_node_is_one_thing_and_all_know_the_controllers()
    {
        var groups = system.CreateRecipe(Options.Create("system kafka", system.Options, apart), 3).Groups;
        var (broker, controller) = (PropertiesOf(groups[0], "n2"), PropertiesOf(groups[1], "c2"));
        Assert.Contains("process.roles=broker\nlisteners=PLAINTEXT://:9092\nadvertised.listeners=PLAINTEXT://", broker, StringComparison.Ordinal);
        Assert.Contains("process.roles=controller\nlisteners=CONTROLLER://:9093\n", controller, StringComparison.Ordinal);
        Assert.Contains("advertised.listeners=CONTROLLER://c2:9093\n", controller, StringComparison.Ordinal);
        Assert.Contains("node.id=2\n", broker, StringComparison.Ordinal);
        Assert.Contains("node.id=102\n", controller, StringComparison.Ordinal);
        Assert.All([broker, controller], text => Assert.Contains(
            "controller.quorum.bootstrap.servers=c1:9093,c2:9093,c3:9093\n", text, StringComparison.Ordinal));
        var both = PropertiesOf(Assert.Single(system.CreateRecipe(Options.Create("system kafka", system.Options, []), 3).Groups), "n2");
        Assert.Contains("process.roles=broker,controller\nlisteners=PLAINTEXT://:9092,CONTROLLER://:9093\n", both, StringComparison.Ordinal);
        Assert.Contains("controller.quorum.voters=1@n1:9093,2@n2:9093,3@n3:9093\n", both, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fixed_quorum_stands_in_the_configuration_and_nobody_can_join_it()
    {
        var options = new Dictionary<string, string>(apart) { ["quorum"] = "static" };
        var groups = system.CreateRecipe(Options.Create("system kafka", system.Options, options), 3).Groups;
        Assert.All(groups, group => Assert.Null(group.Join));
        Assert.Contains(
            "controller.quorum.voters=101@c1:9093,102@c2:9093,103@c3:9093\n", PropertiesOf(groups[1], "c1"), StringComparison.Ordinal);
        Assert.Equal(["/bin/sh", "/etc/chaos/start.sh", "/data/kafka"], LaunchOf(groups[1], "c1").Arguments);
        Assert.Contains("quorum=dynamic", WhyNoMembership(options), StringComparison.Ordinal);
        Assert.Contains("controllers=3", WhyNoMembership(new Dictionary<string, string>()), StringComparison.Ordinal);
        Assert.Null(WhyNoMembership(apart));
    }

    // Its data would be another in each life, so that the voters must be told by name when theirs are made.
    [Fact]
    public void Only_the_first_controllers_begin_with_a_vote()
    {
        var groups = system.CreateRecipe(Options.Create("system kafka", system.Options, apart), 3).Groups;
        Assert.Equal("--no-initial-controllers", LaunchOf(groups[0], "n1").Arguments[^1]);
        Assert.Equal(
            "--initial-controllers 101@c1:9093:Y2hhb3MtYzEtLS0tLS0tLQ,102@c2:9093:Y2hhb3MtYzItLS0tLS0tLQ,103@c3:9093:Y2hhb3MtYzMtLS0tLS0tLQ",
            LaunchOf(groups[1], "c1").Arguments[^1]);
        var joins = groups[1].Join!(new(PlaceOf("c4"), ["c1", "c2", "c4"], 2));
        Assert.Equal(["/data/kafka-2", "--no-initial-controllers"], joins.Arguments.Skip(2));
        var properties = joins.Files["/etc/chaos/server.properties"];
        Assert.Contains("controller.quorum.bootstrap.servers=c1:9093,c2:9093,c4:9093\n", properties, StringComparison.Ordinal);
        Assert.Contains("log.dirs=/data/kafka-2\n", properties, StringComparison.Ordinal);
        Assert.Equal(["c4"], RunPlan.Resolve(RequestOf("membership")).Recipe.WithSpareNodes(1).Groups[1].SpareNodes);
    }

    [Fact]
    public void Brokers_that_are_controllers_too_keep_their_vote() => Assert.Contains(
        "controllers=3",
        Assert.Throws<UsageException>(() => system.CreateRecipe(
            Options.Create("system kafka", system.Options, new Dictionary<string, string> { ["quorum"] = "dynamic" }), 3)).Message,
        StringComparison.Ordinal);

    // The second was stopped a minute ago, the third left, and the leader remembers both.
    [Fact]
    public void A_vote_is_given_to_who_reads_the_log_now()
    {
        KafkaDirectory left = new(3, 0);
        KafkaQuorumView view = new(1, 9, [new(101, new(1, 1), 9, 100_000)],
        [
            new(104, new(2, 0), 9, 40_000), new(104, left, 9, 99_900), new(2, new(4, 0), 9, 99_999), new(104, new(5, 0), 2, 99_500),
        ]);
        Assert.Equal(new KafkaDirectory(5, 0), view.LivingObserver(104, new HashSet<KafkaDirectory> { left }));
        Assert.Null(view.LivingObserver(103, new HashSet<KafkaDirectory>()));
    }

    [Fact]
    public void Clients_are_opened_at_brokers_only()
    {
        var plan = RunPlan.Resolve(RequestOf("partition,kill"));
        Assert.Equal(["n1", "n2", "n3"], plan.ClientNodes);
        Assert.Equal(["c1", "c2", "c3"], plan.Voters);
        Assert.Equal(6, plan.Nodes.Count);
        Assert.Equal(6, plan.Concurrency);
    }

    [Fact]
    public void A_mix_needs_three_of_each() => Assert.Contains(
        "at least 3 voters",
        Assert.Throws<UsageException>(() => RunPlan.Resolve(RequestOf("mix") with { Nodes = 1 })).Message,
        StringComparison.Ordinal);

    // Its shapes are made for one set that votes: a half of six nodes may well hold two of three controllers.
    [Fact]
    public void No_proof_is_made_of_two_groups() => Assert.Contains(
        "2 groups of nodes",
        Assert.Throws<UsageException>(() => ProofPlan.Of(new() { System = "kafka", Seed = 1, Options = apart })).Message,
        StringComparison.Ordinal);

    // It cuts off and kills by name, and its new members are n4 and n5.
    [Fact]
    public void No_scenario_is_played_on_two_groups() => Assert.Contains(
        "2 groups of nodes",
        Assert.Throws<UsageException>(() => RunPlan.Resolve(new() { System = "kafka", Seed = 1, Options = apart, Scenario = "growth" })).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_controller_has_caught_up_when_its_log_goes_as_far_as_is_committed()
    {
        var view = new KafkaQuorumView(3, 17, [new(101, default, 17, 5), new(102, default, 16, 5)], [new(103, default, 17, 5)]);
        Assert.Equal([true, false, false], new[] { 101, 102, 103 }.Select(view.HasAll));
    }

    private static RunRequest RequestOf(string nemeses) => new()
    {
        System = "kafka",
        Seed = 1,
        Nodes = 3,
        Concurrency = "2n",
        Options = apart,
        Nemeses = nemeses,
    };

    private string? WhyNoMembership(Dictionary<string, string> options) =>
        NemesisCatalog.Get("membership").WhyNotOn(system.CreateRecipe(Options.Create("system kafka", system.Options, options), 3));

    private static string PropertiesOf(NodeGroup group, string node) => LaunchOf(group, node).Files["/etc/chaos/server.properties"];

    private static NodeLaunch LaunchOf(NodeGroup group, string node) => group.Launch(PlaceOf(node));

    private static NodePlace PlaceOf(string node) => new(node, IPAddress.Loopback, new Dictionary<string, IPAddress>(), "r");
}
