using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class LaneFailureTests
{
    [Theory]
    [InlineData("partition")]
    [InlineData("kill")]
    [InlineData("pause")]
    public async Task A_failed_install_is_indeterminate_undone_and_never_effective(string nemesis)
    {
        var lab = new Lab(nemesis) { Cluster = { InstallFails = new InvalidOperationException("agent n2 is silent") } };

        var completion = await lab.BeginAsync();

        Assert.Equal(OperationType.Info, completion.Type);
        Assert.Equal(FaultOutcome.Indeterminate, lab.Only.Outcome);
        Assert.Contains("agent n2 is silent", lab.Only.Reason, StringComparison.Ordinal);
        Assert.Null(lab.Only.Effective);
        Assert.Null(lab.Only.FromNs);
        Assert.Empty(lab.Budget.InForce);
    }

    [Fact]
    public async Task A_failed_install_that_cannot_be_undone_stops_the_run_and_keeps_its_claim()
    {
        var lab = new Lab("kill:target=n2")
        {
            Cluster = { InstallFails = new InvalidOperationException("agent n2 is silent"), EndsThatFail = 3 },
        };

        await Assert.ThrowsAsync<ClusterException>(async () => await lab.BeginAsync());

        Assert.Equal(FaultOutcome.Indeterminate, lab.Only.Outcome);
        Assert.Equal(["n2"], lab.Budget.Down);
        await lab.HealAsync();
        Assert.Empty(lab.Budget.InForce);
    }

    [Fact]
    public async Task An_end_that_fails_twice_is_tried_a_third_time()
    {
        var lab = new Lab("kill");
        await lab.BeginAsync();
        lab.Cluster.EndsThatFail = 2;

        await lab.EndAsync();

        Assert.True(lab.Only.Effective, lab.Only.Effect);
    }

    [Fact]
    public async Task A_fault_whose_end_failed_is_ended_before_anything_new_begins()
    {
        var lab = new Lab("kill:target=n2");
        await lab.BeginAsync();
        lab.Cluster.EndsThatFail = 3;
        await Assert.ThrowsAsync<ClusterException>(async () => await lab.EndAsync());
        Assert.Equal(["n2"], lab.Budget.Down);

        Assert.Equal(OperationType.Fail, (await lab.BeginAsync(cycle: 1)).Type);

        Assert.Empty(lab.Budget.InForce);
        Assert.Equal(NodeProcessState.Running, lab.Cluster.Find("n2").State);
        Assert.Single(lab.Faults);
        Assert.Equal(OperationType.Ok, (await lab.BeginAsync(cycle: 2)).Type);
    }

    [Theory]
    [InlineData("partition")]
    [InlineData("kill")]
    [InlineData("pause")]
    public async Task The_final_heal_ends_what_is_in_force_verifies_it_and_completes_the_record(string nemesis)
    {
        var lab = new Lab(nemesis);
        await lab.BeginAsync();
        Assert.NotEmpty(lab.Budget.InForce);

        await lab.HealAsync();
        await lab.HealAsync();

        Assert.True(lab.Only.Effective, lab.Only.Effect);
        Assert.NotNull(lab.Only.ToNs);
        Assert.Empty(lab.Budget.InForce);
        Assert.All(lab.Cluster.All, node => Assert.Equal(NodeProcessState.Running, node.State));
        Assert.All(lab.Cluster.Links, link => Assert.True(lab.Cluster.Works(link)));
        Assert.Equal(nemesis == "partition" ? 2 : 0, lab.Cluster.HealAllCalls);
    }

    [Theory]
    [InlineData("partition")]
    [InlineData("kill")]
    [InlineData("pause")]
    public async Task An_interruption_in_the_middle_of_an_install_is_ended_by_the_final_heal(string nemesis)
    {
        var lab = new Lab(nemesis);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await lab.BeginInterruptedAsync());
        Assert.NotEmpty(lab.Budget.InForce);
        await lab.HealAsync();

        Assert.Equal(FaultOutcome.Indeterminate, lab.Only.Outcome);
        Assert.Contains("interrupted", lab.Only.Reason, StringComparison.Ordinal);
        Assert.Null(lab.Only.Effective);
        Assert.Empty(lab.Budget.InForce);
        Assert.All(lab.Cluster.All, node => Assert.Equal(NodeProcessState.Running, node.State));
        Assert.All(lab.Cluster.Links, link => Assert.True(lab.Cluster.Works(link)));
    }

    [Fact]
    public async Task Ending_nothing_fails_and_a_second_beginning_is_refused()
    {
        var lab = new Lab("kill");
        Assert.Equal(OperationType.Fail, (await lab.EndAsync()).Type);
        await lab.BeginAsync();
        Assert.Equal(OperationType.Fail, (await lab.BeginAsync(cycle: 1)).Type);
        Assert.Single(lab.Faults);
        Assert.Empty(lab.Budget.InForce);
    }

    [Fact]
    public void What_a_cluster_lacks_is_said_before_any_load()
    {
        Assert.Null(new Lab("kill", nodes: 3) is var three ? three.Nemesis.WhyUnavailable(three.Cluster) : "");
        var two = new Lab("partition,kill,pause", nodes: 2);
        Assert.All(two.Nemeses, nemesis => Assert.Contains("--nodes 3", nemesis.WhyUnavailable(two.Cluster), StringComparison.Ordinal));
        var named = new Lab("kill:target=n9");
        Assert.Contains("Unknown node 'n9'", named.Nemesis.WhyUnavailable(named.Cluster), StringComparison.Ordinal);
        var beyond = new Lab("kill", nodes: 1, beyondQuorum: true);
        Assert.Null(beyond.Nemesis.WhyUnavailable(beyond.Cluster));
    }
}
