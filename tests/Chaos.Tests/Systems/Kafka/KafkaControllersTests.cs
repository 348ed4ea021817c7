using System.Net;
using Chaos.Campaigns;
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
        Assert.DoesNotContain("advertised", controller, StringComparison.Ordinal);
        Assert.Contains("node.id=2\n", broker, StringComparison.Ordinal);
        Assert.Contains("node.id=102\n", controller, StringComparison.Ordinal);
        Assert.All([broker, controller], text => Assert.Contains(
            "controller.quorum.voters=101@c1:9093,102@c2:9093,103@c3:9093\n", text, StringComparison.Ordinal));
        var both = PropertiesOf(Assert.Single(system.CreateRecipe(Options.Create("system kafka", system.Options, []), 3).Groups), "n2");
        Assert.Contains("process.roles=broker,controller\nlisteners=PLAINTEXT://:9092,CONTROLLER://:9093\n", both, StringComparison.Ordinal);
        Assert.Contains("controller.quorum.voters=1@n1:9093,2@n2:9093,3@n3:9093\n", both, StringComparison.Ordinal);
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

    [Fact]
    public void A_controller_has_caught_up_when_its_log_goes_as_far_as_is_committed()
    {
        var view = new KafkaQuorumView(3, 17, new Dictionary<int, long> { [101] = 17, [102] = 16 });
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

    private static string PropertiesOf(NodeGroup group, string node) =>
        group.Launch(new NodePlace(node, IPAddress.Loopback, new Dictionary<string, IPAddress>(), "r")).Files["/etc/chaos/server.properties"];
}
