using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>Treatment of calls on files by the layer over a data directory, alone and over a disk of its own.</summary>
public sealed class FileCallTests(OneTreatedNode node) : IClassFixture<OneTreatedNode>
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;
    private readonly DockerCluster cluster = node.Cluster;
    private readonly IDiskFaults disks = node.Disks;
    private readonly IProcessFaults processes = node.Processes;

    [Fact]
    public async Task Flushes_are_slow_over_restarts_and_power_losses_until_they_are_healed()
    {
        var slow = TimeSpan.FromMilliseconds(30);
        await disks.SetAsync("n1", new() { FlushDelay = slow }, cancellationToken);
        await PutAsync("first");
        var during = await disks.InspectDiskAsync("n1", cancellationToken);
        var loss = Assert.Single(await disks.LosePowerAsync(["n1"], cancellationToken));
        await processes.StartAsync("n1", cancellationToken);
        await UntilHealthyAsync();
        await PutAsync("second");
        var after = await disks.InspectDiskAsync("n1", cancellationToken);
        await processes.KillAsync("n1", cancellationToken);
        await processes.StartAsync("n1", cancellationToken);
        await UntilHealthyAsync();
        await disks.SetAsync("n1", new(), cancellationToken);
        await PutAsync("third");
        var healed = await disks.InspectDiskAsync("n1", cancellationToken);

        Assert.True(during.TreatedFlushes > 0 && during.MedianFlushNs >= slow.Ticks * 100, $"{during}");
        Assert.True(loss is { LostUnflushed: true, KeptFlushed: true }, loss.Detail);
        Assert.True(after.TreatedFlushes > during.TreatedFlushes, $"{during} {after}");
        Assert.Equal(0, healed.TreatedFlushes);
        Assert.True(healed.MedianFlushNs < slow.Ticks * 100, $"{healed}");
        foreach (var key in new[] { "first", "second", "third" })
            Assert.True(await EtcdCalls.HasAsync(cluster, "n1", key, key));
    }

    [Theory]
    [InlineData("fsync", "EIO")]
    [InlineData("write", "ENOSPC")]
    public async Task Calls_fail_until_they_are_healed_and_the_node_then_starts_again(string call, string error)
    {
        await disks.SetAsync("n1", new() { FailingCalls = [call], Error = error }, cancellationToken);
        var answered = await EtcdCalls.PutAsync(cluster, "n1", "refused", "1");
        await ThreeNodes.UntilAsync(
            "a call failed", async () => (await disks.InspectDiskAsync("n1", cancellationToken)).FailedCalls > 0);
        await disks.SetAsync("n1", new(), cancellationToken);
        await processes.KillAsync("n1", cancellationToken);
        await processes.StartAsync("n1", cancellationToken);
        await UntilHealthyAsync();

        Assert.False(answered);
        Assert.Equal(0, (await disks.InspectDiskAsync("n1", cancellationToken)).FailedCalls);
        await PutAsync("accepted");
    }

    [Fact]
    public async Task Lying_flushes_under_a_power_loss_lose_what_was_acknowledged()
    {
        await PutAsync("flushed");
        await disks.SetAsync("n1", new() { LyingFlush = true }, cancellationToken);
        await PutAsync("lost");
        var lied = await disks.InspectDiskAsync("n1", cancellationToken);
        await disks.LosePowerAsync(["n1"], cancellationToken);
        await disks.SetAsync("n1", new(), cancellationToken);
        await processes.StartAsync("n1", cancellationToken);
        await UntilHealthyAsync();

        Assert.True(lied.TreatedFlushes > 0);
        Assert.True(await EtcdCalls.HasAsync(cluster, "n1", "flushed", "flushed"));
        Assert.False(await EtcdCalls.HasAsync(cluster, "n1", "lost", "lost"));
    }

    private async Task PutAsync(string key) => Assert.True(await EtcdCalls.PutAsync(cluster, "n1", key, key), key);

    private Task UntilHealthyAsync() => ThreeNodes.UntilAsync("n1 is healthy", () => EtcdCalls.IsHealthyAsync(cluster, "n1"));
}
