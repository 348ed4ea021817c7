using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class UpgradeTests
{
    [Fact]
    public async Task All_nodes_go_on_with_another_version_one_at_a_time_and_stay_with_it()
    {
        var lab = new Lab("upgrade", nodes: 3);

        var fault = await BeginAndEndAsync(lab, 3);

        Assert.True(fault.Effective, fault.Effect);
        Assert.Equal(["n1", "n2", "n3"], lab.Cluster.Upgrades);
        Assert.All(lab.Cluster.All, node => Assert.Equal("1.1", lab.Cluster.VersionOf(node.Name)));
        Assert.All(lab.Cluster.All, node => Assert.Equal(NodeProcessState.Running, node.State));
        Assert.Contains("3 of 3 nodes", fault.Effect, StringComparison.Ordinal);
        Assert.Contains("n2 from 1.0 to 1.1", fault.Effect, StringComparison.Ordinal);
        Assert.Empty(lab.Budget.InForce);
    }

    [Fact]
    public async Task A_node_that_tells_its_old_version_afterwards_was_not_upgraded()
    {
        var lab = new Lab("upgrade:target=n2", nodes: 3, beyondQuorum: true) { Cluster = { KeepTheirVersion = { "n2" } } };

        var fault = await lab.BeginAndEndAsync();

        Assert.False(fault.Effective);
        Assert.Contains("n2 told version 1.0 after its start, as before", fault.Effect, StringComparison.Ordinal);
        Assert.Contains("in the end n2 told version 1.0, as before", fault.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_tells_nothing_afterwards_was_not_upgraded()
    {
        var lab = new Lab("upgrade:target=n1", nodes: 3, beyondQuorum: true) { Cluster = { Mute = { "n1" } } };
        await lab.BeginAsync();
        while (lab.Cluster.Clock.NowNs < TimeSpan.FromSeconds(15).Ticks * 100) await Task.Yield(); // its patience, in jumps
        await lab.EndAsync();

        Assert.False(lab.Only.Effective);
        Assert.Contains("in the end n1 told no version", lab.Only.Effect, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_did_not_catch_up_holds_up_the_next_ones_and_the_rest_keeps_its_version()
    {
        var lab = new Lab("upgrade", nodes: 3) { Cluster = { Behind = { "n1" } } };
        await lab.BeginAsync();
        while (lab.Cluster.Upgrades.Count == 0 || lab.Budget.InForce.Count > 1) await Task.Yield();
        await lab.EndAsync();

        Assert.False(lab.Only.Effective);
        Assert.Equal(["n1"], lab.Cluster.Upgrades);
        Assert.Contains("1 of 3 nodes went on", lab.Only.Effect, StringComparison.Ordinal);
        Assert.Equal(NodeProcessState.Running, lab.Cluster.Find("n2").State);
    }

    [Fact]
    public async Task A_replay_upgrades_the_same_roles_and_needs_nothing_but_the_record()
    {
        var original = new Lab("upgrade:target=leader:stop=kill", nodes: 3, beyondQuorum: true);
        await BeginAndEndAsync(original, 1);
        var stored = new StoredFault(original.Only, 0, null);

        var replay = new Lab("upgrade", nodes: 3, beyondQuorum: true, replayOf: [stored]);
        await BeginAndEndAsync(replay, 1);

        Assert.True(replay.Only.Effective, replay.Only.Effect);
        Assert.Equal(["n1"], replay.Only.Nodes);
        Assert.Equal("kill", replay.Only.Parameters["stop"]);
    }

    [Fact]
    public void A_recipe_without_another_version_is_refused_with_a_hint() => Assert.Contains(
        "upgrade-to",
        NemesisCatalog.Get("upgrade").WhyNotOn(new() { System = "none", Groups = [] }),
        StringComparison.Ordinal);

    // Nobody waits for wall time: the fake cluster's clock jumps.
    private static async Task<FaultRecord> BeginAndEndAsync(Lab lab, int nodes)
    {
        await lab.BeginAsync();
        while (lab.Cluster.Upgrades.Count < nodes || lab.Budget.InForce.Count > 1) await Task.Yield();
        await lab.EndAsync();
        return lab.Only;
    }
}
