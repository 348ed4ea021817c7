using Xunit;

namespace Chaos.ContainerTests;

/// <summary>The families of faults of disks on real nodes: what they prove, and that they are healed.</summary>
public sealed class DiskNemesisTests(DiskNodes nodes) : IClassFixture<DiskNodes>
{
    private readonly NemesisBench bench = new(nodes.Cluster);

    [Theory]
    [InlineData("power-loss:target=leader")]
    [InlineData("power-loss:target=n2:flush-delay=5ms")]
    [InlineData("slow-disk:target=leader:delay=10ms")]
    [InlineData("disk-errors:target=n2")]
    [InlineData("disk-errors:target=n3:calls=write:error=ENOSPC:share=0.5")]
    [InlineData("full-disk:target=n3")]
    [InlineData("file-damage:target=n2:files=*.wal")]
    public async Task Each_family_bites_and_is_healed(string argument)
    {
        foreach (var node in bench.Voters)
            await nodes.UntilHealthyAsync(node);
        var nemesis = bench.Create(argument);

        using var load = new CancellationTokenSource();
        var writing = WriteAsync(load.Token);
        Assert.Equal(OperationType.Ok, (await bench.BeginAsync(nemesis)).Type);
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        await bench.HealAsync(nemesis);
        await load.CancelAsync();
        await writing;

        var fault = Assert.Single(bench.Faults);
        Assert.True(fault.Effective, fault.Effect);
        foreach (var node in bench.Voters)
            await nodes.UntilHealthyAsync(node);
        foreach (var node in bench.Voters)
        {
            var disk = await nodes.Disks.InspectDiskAsync(node, TestContext.Current.CancellationToken);
            Assert.Equal((0, 0), (disk.TreatedFlushes, disk.FailedCalls));
            Assert.True(disk.FreeBytes > 1L << 30);
        }
    }

    // Nothing is flushed, refused or lost where nothing is written.
    private async Task WriteAsync(CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
            await EtcdCalls.PutAsync(nodes.Cluster, i % 2 == 0 ? "n1" : "n3", $"k{i}", "v");
    }
}
