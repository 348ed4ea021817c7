using Chaos.Campaigns;
using Chaos.Nemeses;
using Chaos.Simulation;
using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>Faults that wait for an election.</summary>
public sealed class ElectionTriggerTests
{
    [Fact]
    public async Task A_fault_at_an_election_takes_the_node_that_won_for_the_leader()
    {
        var lab = new Lab("kill:target=leader:at=election");
        lab.Cluster.NextElected = "n4"; // the samples still say n1

        var fault = await lab.BeginAndEndAsync();

        Assert.Equal(["n4"], fault.Nodes);
        Assert.Equal("n4", fault.Leader);
        Assert.Equal("election", fault.Parameters["at"]);
        Assert.True(fault.Effective);
    }

    [Fact]
    public async Task Where_no_election_comes_it_begins_all_the_same()
    {
        var lab = new Lab("kill:target=leader:at=election");

        var fault = await lab.BeginAndEndAsync();

        Assert.Equal(["n1"], fault.Nodes);
        Assert.False(fault.Parameters.ContainsKey("at"));
        Assert.True(fault.DrawnNs - fault.AskedNs >= 3_000_000_000);
    }

    [Fact]
    public void A_time_after_an_election_that_is_not_awaited_is_refused()
    {
        var failure = Assert.Throws<UsageException>(() => NemesisArguments.Parse("kill:within=1s")[0].Create(new FaultBudget()));

        Assert.Contains("at=election", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("raft")]
    [InlineData("paxos")]
    public async Task In_simulation_it_strikes_in_the_moment_of_the_election_or_within_what_was_given(string system)
    {
        var trial = new SimulatedTrial(RunPlan.Resolve(new()
        {
            System = system,
            Backend = "simulation",
            Nodes = 5,
            Nemeses = "partition:shape=isolated-leader:every=2s:for=1s:at=election,kill:target=leader:every=400ms:for=150ms:at=election:within=100ms",
            TimeLimit = TimeSpan.FromSeconds(30),
            Seed = 7,
        }).On(new SimulationSupport()));

        await trial.ExecuteAsync(TestContext.Current.CancellationToken);

        var struck = trial.Evidence.Schedule.Where(fault => fault.Parameters.ContainsKey("at")).ToArray();
        Assert.Contains(struck, fault => fault.Nemesis == "partition");
        Assert.Contains(struck, fault => fault.Nemesis == "kill");
        Assert.All(struck, fault => Assert.Contains(trial.Evidence.Observations, seen =>
            seen.Kind is ObservationKind.Election && seen.Node == fault.Leader && fault.DrawnNs >= seen.SentNs
            && fault.DrawnNs - seen.SentNs <= (fault.Nemesis == "kill" ? 100_000_000 : 0)));
    }
}
