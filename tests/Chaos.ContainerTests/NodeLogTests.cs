using Xunit;

namespace Chaos.ContainerTests;

public sealed class NodeLogTests(ThreeNodes nodes) : IClassFixture<ThreeNodes>
{
    private readonly CancellationToken cancellationToken = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_followed_log_goes_on_over_restarts_without_gap_or_repetition()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = new List<NodeLogLine>();
        var following = FollowAsync("n1", lines, stop.Token);
        for (var i = 0; i < 3; i++)
        {
            await ThreeNodes.UntilAsync("n1 is healthy", () => nodes.IsHealthyAsync("n1"));
            await nodes.Processes.KillAsync("n1", cancellationToken);
            await nodes.Processes.StartAsync("n1", cancellationToken);
        }

        // The last life must have come so far that it said something.
        await ThreeNodes.UntilAsync("n1 is healthy", () => nodes.IsHealthyAsync("n1"));
        await nodes.Processes.KillAsync("n1", cancellationToken);
        var folder = Directory.CreateTempSubdirectory("chaos-test-");
        await nodes.Cluster.CollectAsync(folder.FullName, cancellationToken);
        var whole = await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "n1", "server.log"), cancellationToken);
        folder.Delete(recursive: true);
        await ThreeNodes.UntilAsync("the follower has all lines", () => Task.FromResult(Count(lines) >= whole.Length));
        await stop.CancelAsync();
        await following;
        await nodes.Processes.StartAsync("n1", cancellationToken);

        Assert.Equal(whole.Order(StringComparer.Ordinal), lines.Select(line => line.Text).Order(StringComparer.Ordinal));
        Assert.Equal(4, whole.Count(line => line.Contains("starting an etcd server", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.Equal("n1", line.Node));
    }

    [Fact]
    public async Task Collecting_writes_log_configuration_and_exit_status_of_every_node()
    {
        // Each must have come so far that it said something.
        foreach (var node in nodes.Cluster.Nodes)
            await ThreeNodes.UntilAsync($"{node.Name} is healthy", () => nodes.IsHealthyAsync(node.Name));
        await nodes.Processes.KillAsync("n2", cancellationToken);
        var folder = Directory.CreateTempSubdirectory("chaos-test-");
        await nodes.Cluster.CollectAsync(folder.FullName, cancellationToken);
        await nodes.Processes.StartAsync("n2", cancellationToken);

        foreach (var node in nodes.Cluster.Nodes)
        {
            var place = Path.Combine(folder.FullName, node.Name);
            Assert.NotEmpty(await File.ReadAllLinesAsync(Path.Combine(place, "server.log"), cancellationToken));
            Assert.Equal(
                $"node = {node.Name}\n",
                await File.ReadAllTextAsync(Path.Combine(place, "config", "etc_chaos_extra.conf"), cancellationToken));
        }

        var killed = await File.ReadAllTextAsync(Path.Combine(folder.FullName, "n2", "container.json"), cancellationToken);
        Assert.Contains("\"ExitCode\": 137", killed, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    private static int Count(List<NodeLogLine> lines)
    {
        lock (lines)
            return lines.Count;
    }

    private async Task FollowAsync(string node, List<NodeLogLine> lines, CancellationToken stop)
    {
        try
        {
            await foreach (var line in nodes.Cluster.FollowLogAsync(node, stop))
            {
                lock (lines)
                    lines.Add(line);
            }
        }
        catch (OperationCanceledException)
        {
            // The test has seen enough.
        }
    }
}
