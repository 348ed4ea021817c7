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

    private static string? Reserve(FaultBudget budget, string id, string[]? down = null, Link[]? cuts = null) =>
        budget.TryReserve(new() { FaultId = id, Down = down ?? [], Cuts = cuts ?? [] }, [Five]);
}
