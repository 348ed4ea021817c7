using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class PowerLossTests
{
    [Fact]
    public async Task A_loss_that_took_the_unflushed_and_kept_the_flushed_is_effective()
    {
        var lab = LabOf("power-loss:target=leader");

        var fault = await lab.BeginAndEndAsync();

        Assert.True(fault.Effective, fault.Effect);
        Assert.Equal(["n1"], fault.Nodes);
        Assert.Contains("n1 lost 4096 bytes", fault.Effect, StringComparison.Ordinal);
        Assert.Contains("restarted as another process", fault.Effect, StringComparison.Ordinal);
        Assert.Equal(NodeProcessState.Running, lab.Cluster.Find("n1").State);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_loss_that_lost_nothing_or_too_much_is_not_effective(bool losesNothing, bool takesAll)
    {
        var lab = LabOf("power-loss");
        lab.Cluster.Disks!.LossesLoseNothing = losesNothing;
        lab.Cluster.Disks!.LossesTakeAll = takesAll;

        Assert.False((await lab.BeginAndEndAsync()).Effective);
    }

    [Fact]
    public async Task All_nodes_lose_power_only_beyond_a_quorum()
    {
        var refusal = Assert.Throws<UsageException>(() => new Lab("power-loss:target=all"));
        Assert.Contains("--beyond-quorum", refusal.Message, StringComparison.Ordinal);

        var lab = LabOf("power-loss:target=all:disk=lying-fsync", beyondQuorum: true);
        var fault = await lab.BeginAndEndAsync();

        Assert.Equal(("lying-fsync", 5), (fault.Shape, fault.Nodes.Count));
        Assert.Equal(BrokenPromise.Storage, lab.Nemesis.Breaks);
    }

    [Fact]
    public void Only_a_lying_disk_breaks_a_promise_and_needs_more_of_the_cluster()
    {
        var honest = NemesisArguments.Parse("power-loss").Single();
        var lying = NemesisArguments.Parse("power-loss:disk=lying-fsync").Single();

        Assert.Equal((BrokenPromise.None, BrokenPromise.Storage), (honest.Breaks, lying.Breaks));
        Assert.Equal(new ClusterNeeds { PowerLoss = true }, honest.ClusterNeeds);
        Assert.Equal(new ClusterNeeds { PowerLoss = true, LyingFlush = true }, lying.ClusterNeeds);
    }

    [Fact]
    public void A_cluster_without_disks_is_told_so_before_any_load()
    {
        var lab = new Lab("power-loss");

        Assert.Contains("no disks", lab.Nemesis.WhyUnavailable(lab.Cluster), StringComparison.Ordinal);
        Assert.Null(LabOf("power-loss").Nemesis.WhyUnavailable(LabOf("power-loss").Cluster));
    }

    [Fact]
    public async Task Flushes_are_slow_before_the_loss_and_no_more_after_the_restart()
    {
        var lab = LabOf("power-loss:target=n2:flush-delay=5ms");

        var fault = await lab.BeginAndEndAsync();

        Assert.Equal(["treat n2", "lose n2", "end n2"], lab.Cluster.Disks!.Log);
        Assert.Contains("10 flushes of n2 were delayed before, 6.0 ms in the median", fault.Effect, StringComparison.Ordinal);
        Assert.True(NemesisArguments.Parse("power-loss:flush-delay=5ms").Single().ClusterNeeds.FileCalls);
        Assert.Throws<UsageException>(() => new Lab("power-loss:disk=lying-fsync:flush-delay=5ms"));
    }

    private static Lab LabOf(string nemesis, bool beyondQuorum = false)
    {
        var lab = new Lab(nemesis, beyondQuorum: beyondQuorum);
        lab.Cluster.Disks = new(lab.Cluster);
        return lab;
    }
}
