using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class MembershipTests
{
    private static readonly string[] Three = ["n1", "n2", "n3"];

    [Fact]
    public async Task A_removed_member_comes_back_as_a_new_one()
    {
        var lab = new Lab("membership:shape=remove:target=n2", nodes: 3);
        await lab.BeginAsync();
        Assert.Equal(["n1", "n3"], lab.Cluster.Members);
        Assert.Equal(["n1", "n3"], lab.Context.Roles.Voters);
        Assert.Equal(NodeProcessState.Gone, lab.Cluster.Find("n2").State);
        Assert.True(lab.Only.Effective is null, lab.Only.Effect);

        await lab.EndAsync();
        Assert.Equal(Three, lab.Cluster.Members);
        Assert.Equal(["n2 beside n1 n3"], lab.Cluster.Joins);
        Assert.True(lab.Only.Effective, lab.Only.Effect);
        Assert.Contains("2 of 2 members saw n1, n3", lab.Only.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spare_node_joins_and_leaves_again()
    {
        var lab = new Lab("membership:shape=add", nodes: 3, spares: 1);
        await lab.BeginAsync();
        Assert.Equal([.. Three, "n4"], lab.Cluster.Members);

        await lab.EndAsync();
        Assert.Equal(Three, lab.Cluster.Members);
        Assert.Equal(NodeProcessState.Gone, lab.Cluster.Find("n4").State);
        Assert.True(lab.Only.Effective, lab.Only.Effect);
    }

    [Fact]
    public async Task A_spare_node_takes_a_members_place_and_gives_it_back()
    {
        var lab = new Lab("membership:shape=replace:target=leader", nodes: 3, spares: 1);
        await lab.BeginAsync();
        Assert.Equal(["n2", "n3", "n4"], lab.Cluster.Members);

        await lab.EndAsync();
        Assert.Equal(Three, lab.Cluster.Members);
        Assert.Equal(["n4 beside n2 n3", "n1 beside n2 n3"], lab.Cluster.Joins);
        Assert.True(lab.Only.Effective, lab.Only.Effect);
    }

    [Theory]
    [InlineData(2, 0)]
    [InlineData(0, 3)]
    [InlineData(1, 1)]
    public async Task Refusals_and_lost_answers_are_overcome_by_looking(int refused, int lost)
    {
        var lab = new Lab("membership:shape=replace:target=n3", nodes: 3, spares: 1)
        {
            Cluster = { RefusedChanges = refused, LostAnswers = lost },
        };
        await lab.BeginAsync();
        (lab.Cluster.RefusedChanges, lab.Cluster.LostAnswers) = (refused, lost);
        await lab.EndAsync();

        Assert.Equal(Three, lab.Cluster.Members);
        Assert.True(lab.Only.Effective, lab.Only.Effect);
    }

    [Fact]
    public async Task A_change_that_is_acknowledged_and_not_made_is_never_called_effective()
    {
        var lab = new Lab("membership:shape=remove:target=n3", nodes: 3)
        {
            Cluster = { ChangesDoNothingUntil = TimeSpan.FromSeconds(21) },
        };

        Assert.Equal(OperationType.Info, (await lab.BeginAsync()).Type);
        await lab.HealAsync();

        Assert.Equal(FaultOutcome.Indeterminate, lab.Only.Outcome);
        Assert.Null(lab.Only.Effective);
        Assert.Equal(Three, lab.Cluster.Members);
        Assert.All(lab.Cluster.All, node => Assert.Equal(NodeProcessState.Running, node.State));
    }

    [Fact]
    public async Task A_removed_node_that_goes_on_is_ended()
    {
        var lab = new Lab("membership:shape=remove:target=n2", nodes: 3) { Cluster = { RemovedNodesGoOn = true } };
        await lab.BeginAsync();

        Assert.Equal(NodeProcessState.Gone, lab.Cluster.Find("n2").State);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(1, 2)]
    public async Task Where_a_node_asks_to_be_taken_in_it_is_started_first(int refused, int lost)
    {
        var lab = new Lab("membership:shape=replace:target=n1", nodes: 3, spares: 1)
        {
            Cluster = { JoinsWhenStarted = true, RefusedChanges = refused, LostAnswers = lost },
        };
        await lab.BeginAsync();
        Assert.Equal(["n2", "n3", "n4"], lab.Cluster.Members);

        await lab.EndAsync();
        Assert.Equal(Three, lab.Cluster.Members);
        Assert.Equal(["n4 beside n2 n3", "n1 beside n2 n3"], lab.Cluster.Joins);
        Assert.True(lab.Only.Effective, lab.Only.Effect);
    }

    [Fact]
    public async Task Who_becomes_a_member_when_everybody_had_given_it_up_is_removed_again()
    {
        var lab = new Lab("membership:shape=add", nodes: 3, spares: 1)
        {
            Cluster = { JoinsWhenStarted = true, JoinsAtLast = "n4", AddsAreRefused = true },
        };
        await lab.BeginAsync();
        await lab.HealAsync();
        Assert.Equal(["n4 beside n1 n2 n3"], lab.Cluster.Joins);
        Assert.NotEqual(true, lab.Only.Effective);
        Assert.Equal(Three, lab.Cluster.Members);
        Assert.Equal(NodeProcessState.Gone, lab.Cluster.Find("n4").State);
    }

    [Fact]
    public async Task Nobody_is_removed_where_that_would_leave_no_quorum_of_the_members_before_or_after()
    {
        var lab = new Lab("kill:target=n1,membership:shape=remove", nodes: 3);
        await lab.BeginAsync(lab.Nemeses[0]);

        Assert.Equal(OperationType.Fail, (await lab.BeginAsync(lab.Nemeses[1])).Type);
        Assert.Equal(Three, lab.Cluster.Members);

        await lab.EndAsync(lab.Nemeses[0]);
        Assert.Equal(OperationType.Ok, (await lab.BeginAsync(lab.Nemeses[1], 1)).Type);
        Assert.Equal(OperationType.Fail, (await lab.BeginAsync(lab.Nemeses[0], 1)).Type);
    }

    [Fact]
    public async Task In_minutes_of_changes_with_kills_every_shape_bites_and_the_members_are_as_before()
    {
        var bit = new HashSet<string>();
        for (var seed = 1UL; seed <= 20; seed++)
        {
            var lab = new Lab("membership,kill", nodes: 5, seed: seed, spares: 1);
            await lab.RunAsync(TimeSpan.FromSeconds(60));

            bit.UnionWith(lab.Faults.Where(fault => fault.Nemesis == "membership" && fault.Effective is true).Select(fault => fault.Shape));
            Assert.Equal(["n1", "n2", "n3", "n4", "n5"], lab.Cluster.Members);
            Assert.Empty(lab.Budget.InForce);
        }

        Assert.Equal(["add", "remove", "replace"], bit.Order());
    }

    [Fact]
    public void What_a_system_lacks_is_said_before_the_start()
    {
        var recipe = new SystemRecipe { System = "stone", Groups = [] };
        var membership = Chaos.Nemeses.NemesisCatalog.Get("membership");

        Assert.Contains("does not say how a node joins", membership.WhyNotOn(recipe), StringComparison.Ordinal);
        Assert.Throws<UsageException>(() => recipe.WithSpareNodes(1));
    }
}
