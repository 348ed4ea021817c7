using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

/// <summary>A client fault that strikes whoever holds the lock, drawn from live use and from a scenario's words.</summary>
public sealed class ClientHolderTests
{
    private static readonly StoredFault wanted = new(
        new()
        {
            Id = "asleep",
            Nemesis = "client",
            Shape = "pause",
            Nodes = [],
            Parameters = new Dictionary<string, string> { ["workers"] = "holder", ["delay"] = "200ms" },
            AskedNs = 0,
            Outcome = FaultOutcome.Installed,
        },
        0, null);

    [Fact]
    public async Task It_strikes_a_worker_that_holds_and_no_other()
    {
        for (var seed = 1UL; seed <= 10; seed++)
        {
            var lab = new Lab("client:shape=pause:who=holder", seed: seed) { Cluster = { Clients = new("n1", "n2", "n3", "n1") { Holders = { 2 } } } };
            var fault = await lab.BeginAndEndAsync();
            Assert.Equal(("2", "n3"), (fault.Parameters["workers"], Assert.Single(fault.Nodes)));
            Assert.True(fault.Effective, fault.Effect);
        }
    }

    [Fact]
    public async Task A_scenario_leaves_to_the_moment_who_that_is_and_the_record_names_the_worker()
    {
        var lab = new Lab("client", replayOf: [wanted]) { Cluster = { Clients = new("n1", "n2", "n3", "n1") { Holders = { 1 } } } };
        var fault = await lab.BeginAndEndAsync();
        Assert.Equal(("1", "n2", "asleep"), (fault.Parameters["workers"], Assert.Single(fault.Nodes), fault.Replays));

        // A replay of that run strikes the worker by its number, whoever holds now.
        var again = new Lab("client", replayOf: [new(fault, 0, null)]) { Cluster = { Clients = new("n1", "n2", "n3", "n1") { Holders = { 3 } } } };
        Assert.Equal("1", (await again.BeginAndEndAsync()).Parameters["workers"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_nobody_holds_it_is_skipped_with_the_reason(bool isScenario)
    {
        var lab = isScenario ? new Lab("client", replayOf: [wanted]) : new Lab("client:who=holder");
        lab.Cluster.Clients = new("n1", "n2");

        await lab.BeginAsync();

        Assert.Equal((FaultOutcome.Skipped, "No client holds a lock or leads."), (lab.Only.Outcome, lab.Only.Reason));
        Assert.Empty(lab.Budget.InForce);
    }
}
