using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>Which directions each shape cuts, and how a partition heals.</summary>
public sealed class PartitionShapeTests
{
    [Theory]
    [InlineData("isolated-node", 5, 1, 1)]
    [InlineData("leader-in-majority", 5, 1, 2)]
    [InlineData("leader-in-majority", 3, 1, 1)]
    [InlineData("leader-in-minority", 5, 2, 2)]
    [InlineData("leader-in-minority", 7, 3, 3)]
    [InlineData("leader-in-minority", 3, 1, 1)]
    public async Task A_two_sided_shape_cuts_both_directions_and_has_the_leader_where_it_says(string shape, int nodes, int least, int most)
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var lab = new Lab($"partition:shape={shape}", nodes, seed);
            await lab.BeginAsync();

            var fault = lab.Only;
            Assert.InRange(fault.Nodes.Count, least, most);
            Assert.Equal(2 * fault.Nodes.Count * (nodes - fault.Nodes.Count), fault.Cuts.Count);
            if (shape != "isolated-node") Assert.Equal(shape == "leader-in-minority", fault.Nodes.Contains("n1"));
        }
    }

    [Fact]
    public async Task A_bridge_reaches_both_halves_and_they_do_not_reach_each_other()
    {
        var lab = new Lab("partition:shape=bridge");
        await lab.BeginAsync();

        var fault = lab.Only;
        var bridge = Assert.Single(fault.Nodes);
        Assert.Equal(8, fault.Cuts.Count);
        Assert.DoesNotContain(fault.Cuts, link => link.From == bridge || link.To == bridge);
        Assert.Equal(4, fault.Cuts.Select(link => link.From).Distinct().Count());
        Assert.Equal(3, lab.Cluster.Quorum().Count);
    }

    [Fact]
    public async Task Partial_cuts_the_leader_from_one_follower_only()
    {
        var lab = new Lab("partition:shape=partial");
        await lab.BeginAsync();

        Assert.Equal("n1", lab.Only.Nodes[0]);
        Assert.Equal([new("n1", lab.Only.Nodes[1]), new(lab.Only.Nodes[1], "n1")], lab.Only.Cuts);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(9)]
    public async Task On_a_ring_every_node_sees_a_majority_and_no_two_the_same(int nodes)
    {
        var lab = new Lab("partition:shape=majorities-ring", nodes, beyondQuorum: true);
        await lab.BeginAsync();

        var cut = lab.Only.Cuts.ToHashSet();
        Assert.All(cut, link => Assert.Contains(new Link(link.To, link.From), cut));
        var seen = lab.Cluster.Voters
            .Select(node => string.Join(' ', lab.Cluster.Voters.Where(other => !cut.Contains(new(node, other))))).ToArray();
        Assert.All(seen, view => Assert.InRange(view.Split(' ').Length, (nodes / 2) + 1, nodes - 1));
        Assert.Equal(nodes, seen.Distinct().Count());
    }

    [Theory]
    [InlineData("n1>n2+n3<>n4", new[] { "n1>n2", "n3>n4", "n4>n3" })]
    [InlineData("n1>*", new[] { "n1>n2", "n1>n3", "n1>n4", "n1>n5" })]
    [InlineData("*>n5+n1>n5", new[] { "n1>n5", "n2>n5", "n3>n5", "n4>n5" })]
    public async Task A_matrix_cuts_what_it_lists(string cut, string[] expected)
    {
        var lab = new Lab($"partition:shape=matrix:cut={cut}");

        var fault = await lab.BeginAndEndAsync();

        Assert.Equal(expected, fault.Cuts.Select(link => $"{link}"));
        Assert.True(fault.Effective, fault.Effect);
    }

    [Fact]
    public void A_matrix_of_unknown_nodes_names_the_nearest() => Assert.Contains(
        "Did you mean 'n1'?",
        new Lab("partition:shape=matrix:cut=m1>n2").Nemesis.WhyUnavailable(new Lab("kill").Cluster),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_matrix_that_leaves_no_majority_is_skipped()
    {
        var lab = new Lab("partition:shape=matrix:cut=*>*");
        await lab.BeginAsync();
        Assert.Equal(FaultOutcome.Skipped, lab.Only.Outcome);
    }

    [Fact]
    public async Task Flapping_is_effective_when_every_direction_was_silent_and_worked()
    {
        var lab = new Lab("partition:shape=flapping:target=n3");

        var fault = await lab.BeginAndEndAsync();

        Assert.True(fault.Effective, fault.Effect);
        Assert.Contains("8 of 8 flapping directions were silent at one time and worked at another", fault.Effect, StringComparison.Ordinal);
        Assert.Equal("1s", fault.Parameters["flap"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_flapping_cut_that_stays_or_never_bites_is_not_effective(bool stays)
    {
        var lab = new Lab("partition:shape=flapping:target=n3");
        lab.Cluster.FlapsStayCut = stays;
        if (!stays) lab.Cluster.Leaks.Add(new("n1", "n3"));

        Assert.False((await lab.BeginAndEndAsync()).Effective);
    }

    [Fact]
    public async Task The_mix_takes_every_shape_that_leaves_a_quorum_in_turn()
    {
        var lab = new Lab("partition");
        for (var cycle = 0; cycle < 10; cycle++)
        {
            await lab.BeginAsync(cycle: cycle);
            Assert.True(lab.Cluster.Quorum().Count >= 3);
            await lab.EndAsync();
        }

        Assert.Equal("isolated-leader", lab.Faults[0].Shape);
        Assert.Equal(
            PartitionShapes.Choices.Except(["mix", "matrix", "majorities-ring"]).Order(),
            lab.Faults.Select(fault => fault.Shape).Order());
        Assert.All(lab.Faults, fault => Assert.True(fault.Effective, fault.Effect));
    }

    [Fact]
    public async Task A_natural_heal_needs_the_kernels_own_back_off_and_says_whose_delay_it_is()
    {
        var lab = new Lab("partition:shape=isolated-leader:heal=natural") { Cluster = { RetransmissionLimit = null } };

        var fault = await lab.BeginAndEndAsync();

        Assert.True(NemesisArguments.Parse("partition:heal=natural")[0].ClusterNeeds.NaturalRetransmission);
        Assert.False(NemesisArguments.Parse("partition")[0].ClusterNeeds.NaturalRetransmission);
        Assert.Equal("natural", fault.Parameters["heal"]);
        Assert.Contains("is TCP's back-off", fault.Effect, StringComparison.Ordinal);
        Assert.Empty(lab.Cluster.Reset);
    }

    [Theory]
    [InlineData("fast", true, false)]
    [InlineData("fast", false, true)]
    [InlineData("reset", true, true)]
    public async Task Connections_are_reset_when_asked_or_when_the_kernel_cannot_hurry(string heal, bool limited, bool resets)
    {
        var lab = new Lab($"partition:shape=isolated-leader:heal={heal}");
        if (!limited) lab.Cluster.RetransmissionLimit = null;

        var fault = await lab.BeginAndEndAsync();

        Assert.True(fault.Effective, fault.Effect);
        Assert.Equal(resets ? 8 : 0, lab.Cluster.Reset.Count);
        Assert.Equal(resets, fault.Effect!.Contains("8 ends of connections between the healed nodes were closed", StringComparison.Ordinal));
        Assert.Equal(!limited, fault.Effect.Contains("cannot bound TCP's back-off", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_nothing_can_be_reset_the_effect_says_whose_delay_it_is()
    {
        var lab = new Lab("partition:shape=isolated-leader:heal=reset") { Cluster = { CannotReset = true } };

        Assert.Contains("no connection could be closed (not supported)", (await lab.BeginAndEndAsync()).Effect, StringComparison.Ordinal);
    }
}
