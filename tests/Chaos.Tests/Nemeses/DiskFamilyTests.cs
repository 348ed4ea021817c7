using Chaos.Nemeses;
using Xunit;

namespace Chaos.Tests.Nemeses;

public sealed class DiskFamilyTests
{
    public static TheoryData<string, string> Families => new()
    {
        { "slow-disk:target=n2:delay=30ms", "10 flushes of n2 were delayed, 31.0 ms in the median" },
        { "disk-errors:target=n2:calls=fsync+write:error=ENOSPC", "3 calls of n2 got ENOSPC" },
        { "full-disk:target=n2", "0 bytes were left for n2" },
        { "file-damage:target=n2:files=*.wal:count=3", "wal/0.wal (3 bits, 0 bytes)" },
        { "file-damage:target=n2:damage=truncate:count=100", "wal/0.wal (0 bits, 100 bytes)" },
        { "roll-back:target=n2", "1000 bytes of n2 were kept; the node went on meanwhile; n2 got the copy back" },
    };

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Each_family_proves_what_it_did_and_leaves_nothing(string nemesis, string effect)
    {
        var lab = LabOf(nemesis);

        var fault = await lab.BeginAndEndAsync();

        Assert.True(fault.Effective, fault.Effect);
        Assert.Contains(effect, fault.Effect, StringComparison.Ordinal);
        Assert.Equal(["n2"], fault.Nodes);
        Assert.Empty(lab.Cluster.Disks!.Treatments);
        Assert.Empty(lab.Cluster.Disks!.Full);
        Assert.Empty(lab.Budget.InForce);
        Assert.Equal(NodeProcessState.Running, lab.Cluster.Find("n2").State);
    }

    [Theory]
    [InlineData("slow-disk")]
    [InlineData("disk-errors")]
    [InlineData("full-disk")]
    [InlineData("file-damage")]
    public async Task A_fault_without_effect_is_not_effective(string nemesis)
    {
        var lab = LabOf(nemesis);
        lab.Cluster.Disks!.DoesNothing = true;

        Assert.False((await lab.BeginAndEndAsync()).Effective);
    }

    [Theory]
    [InlineData("slow-disk")]
    [InlineData("disk-errors")]
    [InlineData("full-disk")]
    public async Task A_fault_that_stays_in_force_stops_the_run(string nemesis)
    {
        var lab = LabOf(nemesis);
        lab.Cluster.Disks!.NeverHeals = true;

        await Assert.ThrowsAsync<ClusterException>(async () => await lab.BeginAndEndAsync());
    }

    [Fact]
    public async Task A_node_that_ends_because_of_its_disk_is_started_again()
    {
        var lab = LabOf("disk-errors:target=n3");
        await lab.BeginAsync();
        lab.Cluster.Find("n3").State = NodeProcessState.Gone;

        await lab.EndAsync();

        Assert.True(lab.Only.Effective, lab.Only.Effect);
        Assert.Contains("and it ended", lab.Only.Effect, StringComparison.Ordinal);
        Assert.Equal(NodeProcessState.Running, lab.Cluster.Find("n3").State);
    }

    [Fact]
    public async Task Two_faults_never_treat_the_calls_of_one_node_together()
    {
        var lab = LabOf("slow-disk:target=n2,disk-errors:target=n2");
        await lab.BeginAsync(lab.Nemeses[0]);

        await lab.BeginAsync(lab.Nemeses[1]);

        Assert.Equal(FaultOutcome.Skipped, lab.Faults[1].Outcome);
        Assert.Equal("Calls on files of n2 are already treated by slow-disk-1.", lab.Faults[1].Reason);
    }

    [Theory]
    [InlineData("slow-disk:delay=0s")]
    [InlineData("slow-disk:delay=2m")]
    [InlineData("disk-errors:calls=fsink")]
    [InlineData("disk-errors:share=0")]
    [InlineData("disk-errors:share=1.5")]
    [InlineData("disk-errors:error=EPERM")]
    [InlineData("full-disk:free=-1")]
    [InlineData("file-damage:count=0")]
    [InlineData("file-damage:damage=burn")]
    [InlineData("power-loss:disk=broken")]
    [InlineData("power-loss:flush-delay=fast")]
    public void Wrong_parameters_are_refused_with_a_sentence(string nemesis) =>
        Assert.EndsWith(".", Assert.Throws<UsageException>(() => new Lab(nemesis)).Message, StringComparison.Ordinal);

    [Fact]
    public void Only_damage_and_roll_backs_break_the_promise_of_the_storage()
    {
        string[] broken = ["file-damage", "roll-back"];

        Assert.All(
            new[] { "power-loss", "slow-disk", "disk-errors", "full-disk", "file-damage", "roll-back" },
            name => Assert.Equal(
                broken.Contains(name) ? BrokenPromise.Storage : BrokenPromise.None, NemesisArguments.Parse(name).Single().Breaks));
    }

    private static Lab LabOf(string nemeses)
    {
        var lab = new Lab(nemeses);
        lab.Cluster.Disks = new(lab.Cluster);
        return lab;
    }
}
