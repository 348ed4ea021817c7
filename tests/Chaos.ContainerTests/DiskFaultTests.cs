using Chaos.Clusters;
using Xunit;

namespace Chaos.ContainerTests;

/// <summary>Faults of data directories that are disks of their own, with a layer over them.</summary>
public sealed class DiskFaultTests(DiskNodes nodes) : IClassFixture<DiskNodes>
{
    private const string LogFiles = "*.wal";

    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_power_loss_takes_what_was_not_flushed_and_keeps_what_was()
    {
        await nodes.UntilHealthyAsync("n1");
        Assert.True(await EtcdCalls.PutAsync(nodes.Cluster, "n1", "flushed", "42"));
        var before = await nodes.Processes.InspectAsync("n1", cancellationToken);

        var losses = await nodes.Disks.LosePowerAsync(["n1", "n2", "n3"], cancellationToken);
        var states = new List<NodeProcesses>();
        foreach (var node in nodes.Cluster.Nodes)
        {
            states.Add(await nodes.Processes.InspectAsync(node.Name, cancellationToken));
            await nodes.Processes.StartAsync(node.Name, cancellationToken);
        }

        Assert.Equal(["n1", "n2", "n3"], losses.Select(loss => loss.Node));
        Assert.All(losses, loss => Assert.True(loss is { LostUnflushed: true, KeptFlushed: true }, loss.Detail));
        Assert.All(states, state => Assert.Equal(NodeProcessState.Gone, state.State));
        await nodes.UntilHealthyAsync("n3");
        Assert.True(await EtcdCalls.HasAsync(nodes.Cluster, "n3", "flushed", "42"));
        Assert.NotEqual(before.Incarnation, (await nodes.Processes.InspectAsync("n1", cancellationToken)).Incarnation);
    }

    [Fact]
    public async Task A_full_disk_has_no_room_for_the_node_until_it_is_freed()
    {
        var before = await nodes.Disks.InspectDiskAsync("n2", cancellationToken);
        await nodes.Disks.FillAsync("n2", 0, cancellationToken);
        var full = await nodes.Disks.InspectDiskAsync("n2", cancellationToken);
        await nodes.Disks.FreeAsync("n2", cancellationToken);
        var after = await nodes.Disks.InspectDiskAsync("n2", cancellationToken);

        Assert.True(before.FreeBytes > 1L << 30);
        Assert.True(full.FreeBytes is >= 0 and <= 4096, $"{full.FreeBytes} bytes were free");
        Assert.True(after.FreeBytes > 1L << 30);
        if ((await nodes.Processes.InspectAsync("n2", cancellationToken)).State == NodeProcessState.Gone)
            await nodes.Processes.StartAsync("n2", cancellationToken);
        await nodes.UntilHealthyAsync("n2");
    }

    [Fact]
    public async Task Files_of_a_stopped_node_are_damaged_and_the_copy_that_was_kept_is_whole()
    {
        await nodes.UntilHealthyAsync("n3");
        await Assert.ThrowsAsync<ClusterException>(async () => await nodes.Disks.SaveAsync("n3", "before", cancellationToken));
        await nodes.Processes.KillAsync("n3", cancellationToken);
        var saved = await nodes.Disks.SaveAsync("n3", "before", cancellationToken);
        var plan = new DamagePlan { Files = LogFiles, FlipBits = 3, TruncateBytes = 100, Random = Randomness.FromSeed(7) };
        var first = await nodes.Disks.DamageAsync("n3", plan, cancellationToken);
        var second = await nodes.Disks.DamageAsync("n3", plan, cancellationToken);
        var wiped = await nodes.Disks.WipeAsync("n3", cancellationToken);
        var nothing = await nodes.Disks.DamageAsync("n3", plan, cancellationToken);
        await nodes.Disks.RollBackAsync("n3", "before", cancellationToken);
        var again = await nodes.Disks.DamageAsync("n3", plan with { FlipBits = 0, TruncateBytes = 0 }, cancellationToken);
        await nodes.Processes.StartAsync("n3", cancellationToken);

        Assert.True(saved > 0);
        var damage = Assert.Single(first);
        Assert.EndsWith(".wal", damage.Path, StringComparison.Ordinal);
        Assert.Contains("bits flipped at ", damage.Detail, StringComparison.Ordinal);
        Assert.Contains($"cut from 64000000 to {64000000 - 100} bytes", damage.Detail, StringComparison.Ordinal);
        Assert.Contains($"cut from {64000000 - 100} to {64000000 - 200} bytes", Assert.Single(second).Detail, StringComparison.Ordinal);
        Assert.Equal(saved - 200, wiped);
        Assert.Empty(nothing);
        Assert.Equal(damage.Path, Assert.Single(again).Path);
        await nodes.UntilHealthyAsync("n3");
    }

    [Fact]
    public async Task Nothing_of_a_disk_is_left_when_its_cluster_is_gone()
    {
        using var engine = await Engines.RequireAsync();
        var runId = Engines.RunId("disk");
        var cluster = await Engines.StartEtcdAsync(engine, runId, 1, new ClusterNeeds { PowerLoss = true });
        var during = LoopDevices.List().Where(loop => loop.Value.StartsWith(runId, StringComparison.Ordinal)).ToDictionary();
        var mounted = MountsOf(runId);

        await cluster.DisposeAsync();

        Assert.Single(during);
        Assert.Single(mounted);
        Assert.Empty(await LoopDevices.AwaitGoneAsync(during, TimeProvider.System, cancellationToken));
        Assert.Empty(MountsOf(runId));
    }

    [Fact]
    public async Task A_volume_can_be_wiped_and_rolled_back_without_a_disk_of_its_own()
    {
        using var engine = await Engines.RequireAsync();
        await using var cluster = await Engines.StartEtcdAsync(engine, Engines.RunId("files"), 1, new ClusterNeeds { DataFiles = true });
        Assert.True(cluster.TryGetFaults<IDiskFaults>(out var disks));
        Assert.True(cluster.TryGetFaults<IProcessFaults>(out var processes));
        await ThreeNodes.UntilAsync("n1 is healthy", () => EtcdCalls.IsHealthyAsync(cluster, "n1"));
        Assert.True(await EtcdCalls.PutAsync(cluster, "n1", "old", "1"));
        await processes.KillAsync("n1", cancellationToken);
        var saved = await disks.SaveAsync("n1", "old", cancellationToken);
        await processes.StartAsync("n1", cancellationToken);
        await ThreeNodes.UntilAsync("n1 is healthy", () => EtcdCalls.IsHealthyAsync(cluster, "n1"));
        Assert.True(await EtcdCalls.PutAsync(cluster, "n1", "new", "2"));
        await processes.KillAsync("n1", cancellationToken);
        await disks.RollBackAsync("n1", "old", cancellationToken);
        await processes.StartAsync("n1", cancellationToken);
        await ThreeNodes.UntilAsync("n1 is healthy", () => EtcdCalls.IsHealthyAsync(cluster, "n1"));

        Assert.True(saved > 0);
        Assert.True(await EtcdCalls.HasAsync(cluster, "n1", "old", "1"));
        Assert.False(await EtcdCalls.HasAsync(cluster, "n1", "new", "2"));
        var refusal = await Assert.ThrowsAsync<ClusterException>(async () => await disks.LosePowerAsync(["n1"], cancellationToken));
        Assert.Contains("no disk of its own", refusal.Message, StringComparison.Ordinal);
        await processes.KillAsync("n1", cancellationToken);
        Assert.True(await disks.WipeAsync("n1", cancellationToken) > 0);
        Assert.Equal(0, await disks.WipeAsync("n1", cancellationToken));
    }

    private static string[] MountsOf(string runId) =>
        [.. File.ReadLines("/proc/mounts").Where(line => line.Contains(runId, StringComparison.Ordinal) && line.StartsWith("/dev/loop", StringComparison.Ordinal))];
}
