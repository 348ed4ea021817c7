using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class ProcessFaultTests
{
    [Fact]
    public async Task A_kill_whose_process_went_and_came_back_as_another_is_effective()
    {
        var lab = new Lab("kill:target=leader");

        await lab.BeginAsync();
        Assert.Null(lab.Only.Effective);
        Assert.Equal(NodeProcessState.Gone, lab.Cluster.Find("n1").State);
        lab.Time.Advance(TimeSpan.FromSeconds(5));
        await lab.EndAsync();

        Assert.True(lab.Only.Effective, lab.Only.Effect);
        Assert.Equal(["n1"], lab.Only.Nodes);
        Assert.Equal("leader", lab.Only.Parameters["target"]);
        Assert.True(lab.Only.FromNs < lab.Only.ToNs);
        Assert.Contains("restarted as another process; answered", lab.Only.Effect, StringComparison.Ordinal);
        Assert.Empty(lab.Budget.InForce);
    }

    [Fact]
    public async Task A_kill_whose_process_stays_is_not_effective()
    {
        var lab = new Lab("kill") { Cluster = { KillsDoNothing = true } };

        await lab.BeginAsync();

        Assert.False(lab.Only.Effective);
        await lab.EndAsync();
        Assert.False(lab.Only.Effective);
        Assert.Contains("still lived after the kill", lab.Only.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_came_back_by_itself_before_its_restart_was_not_killed_for_the_whole_window()
    {
        var lab = new Lab("kill:target=n2");
        await lab.BeginAsync();
        await lab.Cluster.StartAsync("n2", TestContext.Current.CancellationToken);

        await lab.EndAsync();

        Assert.False(lab.Only.Effective);
        Assert.Contains("still lived before the restart", lab.Only.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restart_that_shows_the_same_process_is_not_effective()
    {
        var lab = new Lab("kill") { Cluster = { RestartsKeepTheLife = true } };
        Assert.False((await lab.BeginAndEndAsync()).Effective);
    }

    [Fact]
    public async Task A_node_that_crashes_after_its_restart_is_told()
    {
        var lab = new Lab("kill:target=n3") { Cluster = { RestartsCrash = true } };

        var fault = await lab.BeginAndEndAsync();

        Assert.False(fault.Effective);
        Assert.Contains("n3 was gone again after the restart", fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_stands_still_and_answers_nothing_is_effective()
    {
        var lab = new Lab("pause:target=2");

        var fault = await lab.BeginAndEndAsync();

        Assert.True(fault.Effective, fault.Effect);
        Assert.Equal(2, fault.Nodes.Count);
        Assert.All(lab.Cluster.All, node => Assert.Equal(NodeProcessState.Running, node.State));
    }

    [Fact]
    public async Task A_pause_may_take_a_moment_to_show()
    {
        var lab = new Lab("pause:target=n2") { Cluster = { SlowPauses = 3 } };
        Assert.True((await lab.BeginAndEndAsync()).Effective);
    }

    [Fact]
    public async Task A_paused_node_that_answers_is_not_effective()
    {
        var lab = new Lab("pause:target=n2") { Cluster = { PausedNodesAnswer = true } };

        var fault = await lab.BeginAndEndAsync();

        Assert.False(fault.Effective);
        Assert.Contains("n2 answered while paused", fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pause_that_stops_nothing_is_not_effective()
    {
        var lab = new Lab("pause:target=n2") { Cluster = { PausesDoNothing = true } };

        var fault = await lab.BeginAndEndAsync();

        Assert.False(fault.Effective);
        Assert.Contains("n2 was running during the pause", fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_silence_of_a_node_that_never_answers_proves_nothing()
    {
        var lab = new Lab("pause:target=n2") { Cluster = { NobodyAnswers = true } };

        var fault = await lab.BeginAndEndAsync();

        Assert.False(fault.Effective);
        Assert.Contains("its silence proves nothing", fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_stays_paused_stops_the_run()
    {
        var lab = new Lab("pause:target=n2") { Cluster = { ResumesDoNothing = true } };
        await lab.BeginAsync();

        var failure = await Assert.ThrowsAsync<ClusterException>(async () => await lab.EndAsync());

        Assert.Contains("n2 still stands still", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_pauses_a_dead_node_nor_a_node_that_is_down_by_another_fault()
    {
        var lab = new Lab("kill:target=n2,pause:target=n2");
        await lab.BeginAsync(lab.Nemeses[0]);
        var skipped = await lab.BeginAsync(lab.Nemeses[1]);
        Assert.Equal(OperationType.Fail, skipped.Type);
        Assert.Contains("n2 is already down by kill-1", skipped.Error, StringComparison.Ordinal);

        var crashed = new Lab("pause:target=n3");
        crashed.Cluster.Find("n3").State = NodeProcessState.Gone;
        await crashed.BeginAsync();
        Assert.Equal(FaultOutcome.Skipped, crashed.Only.Outcome);
        Assert.Contains("n3 does not run", crashed.Only.Reason, StringComparison.Ordinal);
        Assert.Empty(crashed.Budget.InForce);
    }
}
