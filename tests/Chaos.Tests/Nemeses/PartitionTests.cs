using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class PartitionTests
{
    [Fact]
    public async Task A_partition_that_bit_and_healed_is_effective_and_its_window_is_certain()
    {
        var lab = new Lab("partition:shape=isolated-leader");

        var begun = await lab.BeginAsync();
        var inForce = lab.Only;
        var nowNs = lab.Cluster.Clock.NowNs;
        lab.Time.Advance(TimeSpan.FromSeconds(5));
        await lab.EndAsync();

        Assert.Equal(OperationType.Ok, begun.Type);
        Assert.Null(inForce.Effective);
        Assert.InRange(inForce.FromNs!.Value, 1, nowNs);
        var healed = lab.Only;
        Assert.True(healed.Effective, healed.Effect);
        Assert.Equal(FaultOutcome.Installed, healed.Outcome);
        Assert.Equal(["n1"], healed.Nodes);
        Assert.Equal(8, healed.Cuts.Count);
        Assert.Equal(inForce.FromNs, healed.FromNs);
        Assert.True(healed.ToNs >= nowNs + 5_000_000_000);
        Assert.Contains("8 of 8 cut directions were silent and 12 of 12 others worked", healed.Effect, StringComparison.Ordinal);
        Assert.Contains("healed: 20 of 20", healed.Effect, StringComparison.Ordinal);
        Assert.Empty(lab.Budget.InForce);
    }

    [Fact]
    public async Task A_cut_direction_that_still_works_is_not_effective()
    {
        var lab = new Lab("partition:shape=isolated-leader");
        lab.Cluster.Leaks.Add(new("n3", "n1"));

        var fault = await lab.BeginAndEndAsync();

        Assert.False(fault.Effective);
        Assert.Contains("still open: n3>n1", fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_that_opens_before_its_heal_is_not_effective()
    {
        var lab = new Lab("partition:shape=isolated-leader");

        await lab.BeginAsync();
        lab.Cluster.Leaks.Add(new("n1", "n2"));
        await lab.EndAsync();

        Assert.False(lab.Only.Effective);
    }

    [Fact]
    public async Task A_direction_that_is_broken_without_a_reason_is_not_effective()
    {
        var lab = new Lab("partition:shape=isolated-leader");
        lab.Cluster.BrokenByItself.Add(new("n2", "n3"));

        await lab.BeginAsync();
        lab.Cluster.BrokenByItself.Clear();
        await lab.EndAsync();

        Assert.False(lab.Only.Effective);
        Assert.Contains("silent without a reason: n2>n3", lab.Only.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cut_along_which_nothing_could_be_sent_is_not_proven()
    {
        var lab = new Lab("partition:shape=isolated-leader");
        lab.Cluster.Unsendable.Add(new("n1", "n5"));

        await lab.BeginAsync();

        Assert.False(lab.Only.Effective);
        Assert.Contains("nothing could be sent along n1>n5", lab.Only.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_datagrams_are_sent_again_before_anything_is_concluded()
    {
        var lab = new Lab("partition:shape=isolated-leader");
        lab.Cluster.DeafProbes = 2;

        Assert.True((await lab.BeginAndEndAsync()).Effective);
    }

    [Fact]
    public async Task A_network_that_stays_broken_after_the_heal_stops_the_run()
    {
        var lab = new Lab("partition:shape=isolated-leader");
        await lab.BeginAsync();
        lab.Cluster.BrokenByItself.Add(new("n1", "n2"));

        var failure = await Assert.ThrowsAsync<ClusterException>(async () => await lab.EndAsync());

        Assert.Contains("n1>n2", failure.Message, StringComparison.Ordinal);
        Assert.False(lab.Only.Effective);
        Assert.NotNull(lab.Only.ToNs);
    }

    [Fact]
    public async Task What_another_fault_cuts_as_well_is_explained()
    {
        var lab = new Lab("partition:shape=isolated-leader");
        Link[] other = [new("n1", "n2"), new("n2", "n3")];
        Assert.Null(lab.Budget.TryReserve(new() { FaultId = "other-1", Cuts = other }, [["n1", "n2", "n3", "n4", "n5"]]));
        await lab.Cluster.CutAsync("other-1", other, TestContext.Current.CancellationToken);

        var fault = await lab.BeginAndEndAsync();

        Assert.True(fault.Effective, fault.Effect);
        Assert.Contains("7 of 7 cut directions were silent and 11 of 11 others worked", fault.Effect, StringComparison.Ordinal);
        Assert.Contains("healed: 18 of 18", fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_nodes_do_not_spoil_the_proof()
    {
        var lab = new Lab("partition:shape=isolated-leader,kill:target=n4");
        await lab.BeginAsync(lab.Nemeses[1]);

        await lab.BeginAsync(lab.Nemeses[0]);
        await lab.EndAsync(lab.Nemeses[0]);

        Assert.True(lab.Faults.Single(fault => fault.Nemesis == "partition").Effective);
    }

    [Theory]
    [InlineData("random-halves", 5, 2, 2)]
    [InlineData("majority-minority", 5, 1, 2)]
    [InlineData("majority-minority", 7, 1, 3)]
    [InlineData("one-way", 5, 1, 2)]
    public async Task A_shape_cuts_every_direction_between_its_two_sides_and_no_other(string shape, int nodes, int least, int most)
    {
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var lab = new Lab($"partition:shape={shape}", nodes, seed);
            await lab.BeginAsync();

            var fault = lab.Only;
            Assert.InRange(fault.Nodes.Count, least, most);
            Assert.Equal(shape, fault.Shape);
            var rest = lab.Cluster.Voters.Except(fault.Nodes).ToArray();
            var outward = (from a in fault.Nodes from b in rest select new Link(a, b)).ToHashSet();
            var inward = (from a in rest from b in fault.Nodes select new Link(a, b)).ToHashSet();
            var cut = fault.Cuts.ToHashSet();
            Assert.True(shape == "one-way"
                ? cut.SetEquals(outward) || cut.SetEquals(inward)
                : cut.SetEquals(outward.Union(inward)));
        }
    }

    [Fact]
    public async Task A_target_stands_on_the_cut_off_side()
    {
        var lab = new Lab("partition:shape=majority-minority:target=n2+n4");
        await lab.BeginAsync();
        Assert.Equal(["n2", "n4"], lab.Only.Nodes);
    }

    [Fact]
    public async Task Without_a_leader_an_isolated_leader_is_skipped_and_a_mix_takes_another_shape()
    {
        var strict = new Lab("partition:shape=isolated-leader") { Cluster = { LeaderIsUnknown = true } };
        var mix = new Lab("partition") { Cluster = { LeaderIsUnknown = true } };

        var skipped = await strict.BeginAsync();
        await mix.BeginAsync();

        Assert.Equal(OperationType.Fail, skipped.Type);
        Assert.Equal(FaultOutcome.Skipped, strict.Only.Outcome);
        Assert.Equal("No node said that it leads.", strict.Only.Reason);
        Assert.Equal(FaultOutcome.Installed, mix.Only.Outcome);
        Assert.NotEqual("isolated-leader", mix.Only.Shape);
    }

    [Fact]
    public async Task Halves_of_an_even_cluster_leave_no_majority_and_need_beyond_quorum()
    {
        var within = new Lab("partition:shape=random-halves", nodes: 4);
        var beyond = new Lab("partition:shape=random-halves", nodes: 4, beyondQuorum: true);

        await within.BeginAsync();
        await beyond.BeginAsync();

        Assert.Equal(FaultOutcome.Skipped, within.Only.Outcome);
        Assert.Contains("no 3 of the 4 voters", within.Only.Reason, StringComparison.Ordinal);
        Assert.Equal(FaultOutcome.Installed, beyond.Only.Outcome);
    }
}
