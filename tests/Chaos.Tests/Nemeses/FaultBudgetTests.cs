using Chaos.Nemeses;
using CsCheck;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class FaultBudgetTests
{
    private static readonly string[] Five = ["n1", "n2", "n3", "n4", "n5"];

    [Fact]
    public async Task Over_any_sequence_of_beginnings_and_ends_a_connected_majority_is_left()
    {
        var steps = Gen.Int[0, 2].Array[1, 24];
        await Gen.Select(Gen.Int[3, 6], Gen.ULong, steps).SampleAsync(
            async (nodes, seed, lanes) =>
            {
                var lab = new Lab("partition,kill,pause", nodes, seed);
                var inForce = new bool[3];
                for (var step = 0; step < lanes.Length; step++)
                {
                    var lane = lanes[step];
                    var nemesis = lab.Nemeses[lane];
                    if (inForce[lane]) await lab.EndAsync(nemesis, step);
                    var completion = inForce[lane] ? default : await lab.BeginAsync(nemesis, step);
                    inForce[lane] = !inForce[lane] && completion.Type is OperationType.Ok;
                    Assert.True(lab.Cluster.Quorum().Count > nodes / 2, string.Join('\n', lab.Written));
                    Assert.Equal(inForce.Count(yes => yes), lab.Budget.InForce.Count);
                    lab.Time.Advance(TimeSpan.FromSeconds(1));
                }

                await lab.HealAsync();
                Assert.Equal(nodes, lab.Cluster.Quorum().Count);
                Assert.All(
                    lab.Faults.Where(fault => fault.Outcome is FaultOutcome.Installed),
                    fault => Assert.True(fault.Effective, fault.Effect));
            },
            iter: 200);
    }

    [Fact]
    public void A_one_way_cut_counts_as_a_cut_and_bridges_are_no_majority()
    {
        var budget = new FaultBudget();
        Assert.Null(Reserve(budget, "a", cuts: [new("n1", "n2"), new("n3", "n4")]));
        Assert.NotNull(Reserve(budget, "b", down: ["n5"]));
        Assert.Null(Reserve(new FaultBudget(), "b", down: ["n5"]));
    }

    [Fact]
    public void What_was_given_back_may_be_taken_again()
    {
        var budget = new FaultBudget();
        Assert.Null(Reserve(budget, "a", down: ["n1", "n2"]));
        Assert.Contains("no 3 of the 5", Reserve(budget, "b", down: ["n3"]), StringComparison.Ordinal);
        budget.Release("a");
        Assert.Null(Reserve(budget, "b", down: ["n3"]));
    }

    [Fact]
    public void Each_voter_set_keeps_a_majority_of_its_own()
    {
        var budget = new FaultBudget();
        IReadOnlyList<IReadOnlyList<string>> sets = [Five, ["c1", "c2", "c3"]];
        Assert.Null(budget.TryReserve(new() { FaultId = "a", Down = ["c1"] }, sets));
        Assert.Contains("c1, c2, c3", budget.TryReserve(new() { FaultId = "b", Down = ["c2"] }, sets), StringComparison.Ordinal);
        Assert.Null(budget.TryReserve(new() { FaultId = "b", Down = ["n1", "n2"] }, sets));
    }

    [Fact]
    public void Beyond_quorum_lifts_the_budget_but_a_node_goes_down_only_once()
    {
        var budget = new FaultBudget(beyondQuorum: true);
        Assert.Null(Reserve(budget, "a", down: Five[..4]));
        Assert.Contains("already down by a", Reserve(budget, "b", down: ["n4"]), StringComparison.Ordinal);
        Assert.Null(Reserve(budget, "b", down: ["n5"]));
    }

    [Fact]
    public void A_partition_that_would_cut_nothing_new_is_refused()
    {
        var budget = new FaultBudget();
        Assert.Null(Reserve(budget, "a", cuts: [new("n1", "n2"), new("n2", "n1")]));
        Assert.NotNull(Reserve(budget, "b", cuts: [new("n1", "n2")]));
    }

    [Fact]
    public void A_node_that_was_away_counts_as_away_until_it_has_caught_up()
    {
        var budget = new FaultBudget();
        Assert.Null(Reserve(budget, "a", down: ["n1", "n2"]));
        budget.End("a");
        Assert.Equal(["n1", "n2"], budget.Behind);
        Assert.Contains("caught up", Reserve(budget, "b", down: ["n3"]), StringComparison.Ordinal);
        Assert.Null(Reserve(budget, "c", down: ["n1"]));
        budget.Release("c");
        budget.CaughtUp("n1");
        Assert.Null(Reserve(budget, "b", down: ["n3"]));
    }

    [Fact]
    public void A_node_that_was_cut_off_counts_as_away_as_well()
    {
        var budget = new FaultBudget();
        Assert.Null(Reserve(budget, "a", cuts: [new("n1", "n2"), new("n2", "n1")]));
        budget.End("a");
        Assert.Equal(["n1", "n2"], budget.Behind);
        Assert.Contains("caught up", Reserve(budget, "b", down: ["n5"]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_with_broken_storage_is_faulty_for_good_up_or_down()
    {
        var budget = new FaultBudget();
        Assert.Null(budget.TryReserve(new() { FaultId = "a", Damaged = ["n1", "n2"] }, [Five]));
        Assert.Contains("storage whole", Reserve(budget, "b", down: ["n3"]), StringComparison.Ordinal);
        budget.End("a");
        budget.CaughtUp("n1");
        Assert.Equal(["n1", "n2"], budget.Faulty);
        Assert.NotNull(Reserve(budget, "b", down: ["n3"]));
        Assert.NotNull(budget.TryReserve(new() { FaultId = "c", Damaged = ["n4"] }, [Five]));
        Assert.Null(Reserve(budget, "d", down: ["n1"]));
    }

    [Fact]
    public void The_voters_that_a_change_of_members_brings_about_need_a_majority_too()
    {
        var budget = new FaultBudget();
        Assert.Null(budget.TryReserve(
            new() { FaultId = "a", Down = ["n5"], VoterSets = [["n1", "n2", "n3", "n4"]] }, [Five]));
        Assert.Null(Reserve(budget, "b", down: ["n4"]));
        Assert.Contains("no 3 of the", Reserve(budget, "c", down: ["n3"]), StringComparison.Ordinal);
        Assert.Contains(
            "one change at a time",
            budget.TryReserve(new() { FaultId = "d", VoterSets = [["n1", "n2", "n3"]] }, [Five]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_draw_takes_the_majority_from_nodes_that_have_not_caught_up()
    {
        var lab = new Lab("kill:target=n1+n2,pause:target=n3");
        await lab.BeginAsync(lab.Nemeses[0]);
        await lab.EndAsync(lab.Nemeses[0]);
        lab.Cluster.Behind.UnionWith(["n1", "n2"]);

        Assert.Equal(OperationType.Fail, (await lab.BeginAsync(lab.Nemeses[1])).Type);
        Assert.Contains("caught up", lab.Faults[^1].Reason, StringComparison.Ordinal);

        lab.Cluster.Behind.Remove("n2");
        Assert.Equal(OperationType.Ok, (await lab.BeginAsync(lab.Nemeses[1], 1)).Type);
    }

    private static string? Reserve(FaultBudget budget, string id, string[]? down = null, Link[]? cuts = null) =>
        budget.TryReserve(new() { FaultId = id, Down = down ?? [], Cuts = cuts ?? [] }, [Five]);
}
